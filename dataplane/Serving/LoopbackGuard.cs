using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Serving;

/// <summary>
/// A port without keys that only this machine can reach answers only who asks for this machine. A web page may point a name of its own at 127.0.0.1
/// and have the browser read what it likes there (DNS rebinding); its name is then in the Host header.
/// </summary>
public static class LoopbackGuard
{
    private static readonly Refusal Misdirected = new(421, "invalid_request_error", "misdirected_request",
        "Without keys this router answers only requests to localhost, 127.0.0.1 or [::1]; the Host header names another host. Start it with --auth ApiKey, or have the proxy in front send its own Host.");

    /// <param name="open">Whether no key is asked for.</param>
    public static void UseLoopbackGuard(this IApplicationBuilder app, bool open, IReadOnlyList<string> urls, Aside aside)
    {
        if (!open || !urls.All(Loopback.IsUrl)) return;
        var refuse = aside.Around(http => ErrorWriter.WriteAsync(http.Response, Misdirected).AsTask());
        app.Use(next => http => Allows(http.Request.Host) ? next(http) : refuse(http));
    }

    // HTTP/1.0 may come without a host, and no browser speaks it.
    private static bool Allows(HostString host) => !host.HasValue || Loopback.IsHost(host.Host);
}
