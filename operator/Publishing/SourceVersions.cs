using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>The newest resourceVersion each kind has been read at. They count alike, since all kinds live in one etcd.</summary>
public sealed record SourceVersions
{
    public ulong Tiers { get; init; }
    public ulong Policies { get; init; }
    public ulong Rollouts { get; init; }
    public ulong Secrets { get; init; }
    public ulong EndpointSlices { get; init; }

    /// <summary>
    /// The newest version among the kinds that a slot is made of. A deleted object counts, too: the version of a whole kind does not fall with it.
    /// </summary>
    /// <param name="isManaged">Of a tier's endpoints: whether they come from EndpointSlices.</param>
    public ulong Of(FrameKind kind, bool isManaged = true) => kind switch
    {
        // Without its credential an external tier has none.
        FrameKind.Endpoints => isManaged ? EndpointSlices : Math.Max(Tiers, Secrets),
        // A canary without a ready endpoint has no weight.
        FrameKind.Splits => Math.Max(EndpointSlices, Of(FrameKind.Config)),
        FrameKind.Keys => Math.Max(Secrets, Policies),
        FrameKind.Credentials => Math.Max(Secrets, Math.Max(Tiers, Policies)),
        _ => Math.Max(Math.Max(Tiers, Policies), Math.Max(Rollouts, Secrets)),
    };
}
