using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Scaling;

/// <summary>What decides whether a tier sleeps.</summary>
/// <param name="Replicas">Wanted now.</param>
/// <param name="Mark">Of its Deployment; null: awake.</param>
/// <param name="UnderRollout">A canary takes part in its traffic.</param>
/// <param name="IsDrained">Every data plane has let go of it, for long enough to be believed.</param>
public sealed record SleepFacts(ModelTierSpec Spec, int Replicas, string? Mark, TierLoad Load, bool UnderRollout, bool IsDrained);
