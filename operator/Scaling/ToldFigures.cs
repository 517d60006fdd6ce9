using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;

namespace LlmRouting.Operator.Scaling;

/// <summary>What autoscalers are told of a tier.</summary>
public sealed class ToldFigures(TierLoads loads)
{
    /// <summary>Tiers of a namespace, by name.</summary>
    public IEnumerable<string> TiersOf(string @namespace) =>
        loads.Tiers.Where(tier => tier.Tier.Ref.Namespace == @namespace).Select(tier => tier.Tier.Metadata.Name).Order(StringComparer.Ordinal);

    /// <summary>Null where the tier is unknown, or too little is known for an autoscaler not to be misled.</summary>
    public double? Find(string @namespace, string tier, ScalingMetricType type) =>
        loads.Served($"{@namespace}/{tier}") is { } served ? Of(served.Tier, loads.Of(served), type) : null;

    private double? Of(ModelTier tier, TierLoad load, ScalingMetricType type)
    {
        var figure = load.Of(type);
        if (figure.IsComplete || tier.Spec.Autoscaling is null) return figure.Value;
        var replicas = loads.Replicas(tier);
        if (replicas is null || (load.Servers == 0 && !load.KnowsHeld)) return null;
        // While the first of the least replicas load, nothing can be scaled down; what is held is told, so that nobody is alarmed by a model that loads.
        if (load.Servers == 0 && replicas <= TierDefaults.LeastReplicas(tier.Spec) && type != ScalingMetricType.KvCache) return figure.Known;
        return ScalingSignal.Of(tier.Spec).FirstOrDefault(signal => signal.Type == type)?.Told(load, replicas.Value);
    }
}
