using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace LlmRouting.DataPlane.Simulation.Faults;

/// <summary>The two ways a server can drop a connection before answering.</summary>
internal static class Connection
{
    /// <summary>RST: the client reads "connection reset by peer".</summary>
    public static void Reset(HttpContext http)
    {
        if (SocketOf(http) is { } socket) socket.LingerState = new LingerOption(enable: true, seconds: 0);
        http.Abort();
    }

    /// <summary>FIN: the client reads an end of stream. Returns when it has closed its side; an RST following at once could overtake the FIN.</summary>
    public static async Task CloseAsync(HttpContext http)
    {
        SocketOf(http)?.Shutdown(SocketShutdown.Send);
        await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }

    private static Socket? SocketOf(HttpContext http) => http.Features.Get<IConnectionSocketFeature>()?.Socket;
}
