namespace LlmRouting.DataPlane.Upstreams;

/// <summary>What travels beside an outgoing HttpRequestMessage.</summary>
public static class UpstreamRequest
{
    /// <summary>Set to true by the connect callback when this request opened its own connection.</summary>
    public static readonly HttpRequestOptionsKey<bool> OpenedConnection = new("llmrouting.opened");
}
