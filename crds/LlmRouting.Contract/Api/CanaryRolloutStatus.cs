namespace LlmRouting.Contract.Api;

public sealed record CanaryRolloutStatus
{
    public long? ObservedGeneration { get; init; }
    public RolloutPhase? Phase { get; init; }
    public int? Attempt { get; init; }
    public int? Epoch { get; init; }

    /// <summary>What traffic is split by, 0..100 %.</summary>
    public int? EffectiveWeight { get; init; }

    /// <summary>What of the requests that were split went to the canary within five minutes, 0..100 %; new at most once a minute.</summary>
    public int? ObservedShare { get; init; }

    /// <summary>Why the weight is what it is, where it is not the spec's.</summary>
    public string? Reason { get; init; }

    /// <summary>Progressing, Healthy, Promoted.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
