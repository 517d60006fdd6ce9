using System.Net;
using System.Net.Sockets;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>One keep-alive connection that sends prepared bytes and reads as little of the answer as it takes to know that it is whole.</summary>
public sealed class LoadConnection(int port) : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[16 * 1024];

    public Task ConnectAsync() => socket.ConnectAsync(IPAddress.Loopback, port);

    /// <summary>False where the answer is no 200, or a part of one.</summary>
    /// <param name="onBytes">Told of everything that arrives.</param>
    public async ValueTask<bool> AskAsync(ReadOnlyMemory<byte> request, Action<ReadOnlyMemory<byte>>? onBytes = null)
    {
        while (request.Length > 0) request = request[await socket.SendAsync(request)..];
        var answer = default(AnswerFrame);
        var held = 0;
        while (!answer.IsWhole)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(held));
            if (read == 0) return false;
            onBytes?.Invoke(buffer.AsMemory(held, read));
            held = answer.Take(buffer.AsSpan(0, held + read));
        }

        return answer.IsOk;
    }

    public void Dispose() => socket.Dispose();
}
