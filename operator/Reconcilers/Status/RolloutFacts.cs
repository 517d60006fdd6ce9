using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Everything the status of a CanaryRollout with a manual weight is made from.</summary>
public sealed record RolloutFacts
{
    public required CanaryRollout Rollout { get; init; }

    /// <summary>The compiler's, of this rollout.</summary>
    public IReadOnlyList<ObjectProblem> Problems { get; init; } = [];

    /// <summary>What a person should know besides.</summary>
    public IReadOnlyList<Finding> Notes { get; init; } = [];

    /// <summary>As data planes have it; null where the rollout does nothing.</summary>
    public SplitSnapshot? Split { get; init; }

    /// <summary>In whole percent; null where nothing is known.</summary>
    public int? ObservedShare { get; init; }

    /// <summary>Whether the canary has an endpoint that is ready.</summary>
    public bool CanaryReady { get; init; }
}
