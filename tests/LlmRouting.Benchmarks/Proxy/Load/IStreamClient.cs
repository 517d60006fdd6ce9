using LlmRouting.Benchmarks.Proxy.Participants;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>Asks for one stream and reads it to its end.</summary>
public interface IStreamClient
{
    /// <summary>False where the answer is no 200, or a part of one.</summary>
    /// <param name="asking">Called when the request is about to leave.</param>
    /// <param name="onBytes">Told of everything that arrives.</param>
    Task<bool> AskAsync(Participant target, ChatRequest request, Action asking, Action<ReadOnlyMemory<byte>> onBytes);
}
