using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Reconcilers.Observing;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Everything a ModelTier's status is made from.</summary>
public sealed record TierFacts
{
    public required ModelTier Tier { get; init; }

    /// <summary>What keeps the tier from being served at all, the gravest first.</summary>
    public IReadOnlyList<Finding> Blocking { get; init; } = [];

    /// <summary>What blocks kept the workload from being brought to the spec.</summary>
    public bool Unmade { get; init; }

    /// <summary>What a person should know although the tier is served.</summary>
    public IReadOnlyList<Finding> Notes { get; init; } = [];

    /// <summary>Null before it was made, and for external tiers.</summary>
    public DeploymentView? Deployment { get; init; }
    public IReadOnlyList<PodView> Pods { get; init; } = [];
    public AutoscalerView? Autoscaler { get; init; }

    /// <summary>Why figures do not reach the autoscaler, where we know better than it does.</summary>
    public Finding? Scaling { get; init; }
    public bool Sleeping { get; init; }

    /// <summary>Null before the first scrape.</summary>
    public TierGauges? Gauges { get; init; }
    public TierRevision? Revision { get; init; }
}
