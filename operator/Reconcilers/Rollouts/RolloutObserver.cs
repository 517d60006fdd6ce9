using LlmRouting.Contract.Api;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Schemas;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Rollouts;

/// <summary>What the compiler made of a rollout.</summary>
public sealed class RolloutObserver(SnapshotPublisher publisher, GatewayPublishers publishers, SchemaGuard schemas)
{
    /// <summary>False where the newest spec is still to be compiled.</summary>
    public bool Knows(CanaryRollout rollout) => publisher.Verdicts.Find(rollout.Ref).IsOf(rollout);

    public RolloutFacts Observe(CanaryRollout rollout)
    {
        var split = publishers.All.Select(gateway => gateway.Find(new FrameSlot(FrameKind.Splits))).OfType<SplitsFrame>()
            .SelectMany(frame => frame.Splits)
            .FirstOrDefault(item => item.RolloutUid == rollout.Metadata.Uid);
        return new RolloutFacts
        {
            Rollout = rollout,
            Problems = publisher.Verdicts.Find(rollout.Ref).Problems,
            Split = split,
            Notes = schemas.Of(nameof(CanaryRollout)) is { } old ? [old] : [],
            CanaryReady = split is not null && HasEndpoint(split.Canary),
        };
    }

    private bool HasEndpoint(string tier) =>
        publishers.All.Any(gateway => gateway.Find(new FrameSlot(FrameKind.Endpoints, tier)) is EndpointsFrame { BaseUrls.Count: > 0 });
}
