using LlmRouting.Benchmarks.Proxy.Participants;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>A stream has an HTTP/1.1 connection of its own.</summary>
public sealed class OwnConnections : IStreamClient
{
    public async Task<bool> AskAsync(Participant target, ChatRequest request, Action asking, Action<ReadOnlyMemory<byte>> onBytes)
    {
        using var connection = new LoadConnection(target.Port);
        await connection.ConnectAsync();
        asking();
        return await connection.AskAsync(request.Bytes, onBytes);
    }
}
