using System.Net;
using System.Net.Sockets;

namespace LlmRouting.Benchmarks.Push;

/// <summary>Passes bytes on in both directions and counts those that come back.</summary>
internal sealed class CountingRelay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private long received;

    public CountingRelay(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public long Received => Interlocked.Read(ref received);

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested) _ = RelayAsync(await listener.AcceptTcpClientAsync(stop.Token));
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(IPAddress.Loopback, target, stop.Token);
        await Task.WhenAny(CopyAsync(near, far, _ => { }), CopyAsync(far, near, read => Interlocked.Add(ref received, read)));
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, Action<int> count)
    {
        var buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer, stop.Token) is > 0 and var read)
        {
            count(read);
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), stop.Token);
        }
    }
}
