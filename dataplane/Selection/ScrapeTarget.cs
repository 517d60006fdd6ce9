using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Selection;

/// <param name="ApiKey">Sent as a bearer token; null where the server asks for none.</param>
public sealed record ScrapeTarget(EndpointState Endpoint, string? ApiKey)
{
    /// <summary>Without the key, so that no log or exception can carry it.</summary>
    public override string ToString() => $"ScrapeTarget {{ Endpoint = {Endpoint} }}";
}
