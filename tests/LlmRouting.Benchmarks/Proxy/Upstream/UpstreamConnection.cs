using System.Net.Sockets;

namespace LlmRouting.Benchmarks.Proxy.Upstream;

/// <summary>Requests of one connection, one after the other.</summary>
internal sealed class UpstreamConnection(Socket socket, TimeProvider time)
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private int length;

    /// <summary>False when the client has closed.</summary>
    public async ValueTask<bool> AnswerAsync()
    {
        var request = IncomingRequest.Read(buffer.AsSpan(0, length));
        while (request.Length == 0)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0) return false;
            length += read;
            request = IncomingRequest.Read(buffer.AsSpan(0, length));
        }

        length -= request.Length;
        buffer.AsSpan(request.Length, length).CopyTo(buffer);
        if (request.IsStream) await StreamAsync(request);
        else await SendAsync(request.IsPost ? CannedAnswers.Unary : CannedAnswers.Metrics);
        return true;
    }

    private async ValueTask StreamAsync(IncomingRequest request)
    {
        await SendAsync(CannedAnswers.StreamHead);
        for (var i = 0; i < request.Events; i++)
        {
            if (i > 0 && request.IntervalMs > 0) await Task.Delay(TimeSpan.FromMilliseconds(request.IntervalMs), time);
            await SendAsync(CannedAnswers.Event);
        }

        await SendAsync(CannedAnswers.StreamEnd);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes)..];
    }
}
