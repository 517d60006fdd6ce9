using System.Net.Sockets;

namespace LlmRouting.DataPlane.Upstreams;

/// <summary>A connection that can be asked afterwards whether it has been closed.</summary>
public sealed class UpstreamConnection(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private volatile bool closed;

    public bool IsClosed => closed;

    protected override void Dispose(bool disposing)
    {
        closed = true;
        base.Dispose(disposing);
    }
}
