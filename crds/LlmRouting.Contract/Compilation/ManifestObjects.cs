using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Compilation;

/// <summary>What a snapshot is compiled from, in any order.</summary>
public sealed record ManifestObjects
{
    public IReadOnlyList<ModelTier> Tiers { get; init; } = [];
    public IReadOnlyList<RoutingPolicy> Policies { get; init; } = [];
    public IReadOnlyList<CanaryRollout> Rollouts { get; init; } = [];
    public IReadOnlyList<Secret> Secrets { get; init; } = [];
    public IReadOnlyList<EndpointSlice> EndpointSlices { get; init; } = [];

    /// <summary>Objects that could be read in part only: they are checked, and kept out.</summary>
    public IReadOnlySet<ObjectRef> Broken { get; init; } = new HashSet<ObjectRef>();

    public static ManifestObjects Of(IReadOnlyCollection<ApiObject> objects) => new()
    {
        Tiers = [.. objects.OfType<ModelTier>()],
        Policies = [.. objects.OfType<RoutingPolicy>()],
        Rollouts = [.. objects.OfType<CanaryRollout>()],
        Secrets = [.. objects.OfType<Secret>()],
        EndpointSlices = [.. objects.OfType<EndpointSlice>()],
    };
}
