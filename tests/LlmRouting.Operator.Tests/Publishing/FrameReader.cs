using System.Text;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Tests.Publishing;

/// <summary>Reads frames off an answer, line by line.</summary>
internal sealed class FrameReader(HttpResponseMessage response) : IAsyncDisposable
{
    private StreamReader? lines;

    public HttpResponseMessage Response => response;

    /// <summary>Null at the end of the stream.</summary>
    public async Task<Frame?> NextAsync()
    {
        lines ??= new StreamReader(await response.Content.ReadAsStreamAsync());
        return await lines.ReadLineAsync() is { } line ? FrameCodec.Decode(Encoding.UTF8.GetBytes(line)) : null;
    }

    public ValueTask DisposeAsync()
    {
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
