namespace LlmRouting.DataPlane.Upstreams;

/// <summary>What travels beside an outgoing HttpRequestMessage.</summary>
public static class UpstreamRequest
{
    /// <summary>The connection that was opened for the request, once it stands.</summary>
    public static readonly HttpRequestOptionsKey<UpstreamConnection> Opened = new("llmrouting.opened");

    /// <summary>
    /// Whether a request that failed was on the connection opened for it. While one is being opened the request may be given another that has become free; then the
    /// opened one, which goes to whoever comes next, outlives the failure. A connection that failed its request is closed before the request hears of it.
    /// </summary>
    public static bool FailedOnItsOwn(HttpRequestMessage request) => request.Options.TryGetValue(Opened, out var opened) && opened.IsClosed;
}
