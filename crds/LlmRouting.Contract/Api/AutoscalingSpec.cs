namespace LlmRouting.Contract.Api;

/// <summary>Replicas by load instead of by number.</summary>
public sealed record AutoscalingSpec
{
    /// <summary>0..1,000; default 1. 0 lets the tier sleep and wakes it by held requests.</summary>
    public int? MinReplicas { get; init; }

    /// <summary>1..1,000.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>The largest answer wins. Demand is always among them (default 0.7 of maxNumSeqs a replica): waiting alone would collapse a busy tier with an empty queue.</summary>
    public IReadOnlyList<ScalingMetricSpec>? Metrics { get; init; }

    public ScalingRuleSpec? ScaleUp { get; init; }
    public ScalingRuleSpec? ScaleDown { get; init; }

    /// <summary>Who answers the autoscaler; default Builtin.</summary>
    public ScalingSource? Source { get; init; }
}
