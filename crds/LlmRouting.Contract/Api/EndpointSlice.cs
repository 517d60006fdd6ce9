namespace LlmRouting.Contract.Api;

/// <summary>A discovery.k8s.io/v1 EndpointSlice as far as we read it.</summary>
public sealed record EndpointSlice : ApiObject
{
    public IReadOnlyList<SliceEndpoint>? Endpoints { get; init; }

    /// <summary>The first one is the port vLLM listens on.</summary>
    public IReadOnlyList<SlicePort>? Ports { get; init; }
}
