using System.Net.Sockets;
using System.Text;

namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>A client that writes bytes no HTTP library would.</summary>
public sealed class RawClient : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawClient> ConnectAsync(Uri to)
    {
        var client = new RawClient();
        await client.socket.ConnectAsync(to.Host, to.Port);
        return client;
    }

    public async Task SendAsync(string latin1) => await socket.SendAsync(Encoding.Latin1.GetBytes(latin1));

    /// <summary>What has been sent up to here, as a text that ends in <paramref name="end"/>.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        using var late = new CancellationTokenSource(Eventually.Deadline);
        var (text, one) = (new StringBuilder(), new byte[1]);
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one, late.Token) == 0) break;
            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    /// <summary>Everything until the router closes the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var late = new CancellationTokenSource(Eventually.Deadline);
        await using var stream = new NetworkStream(socket);
        return await new StreamReader(stream, Encoding.Latin1).ReadToEndAsync(late.Token);
    }

    /// <summary>RST.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    public void Dispose() => socket.Dispose();
}
