using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;

namespace LlmRouting.Operator.Scaling;

/// <summary>The HPA's algorithm, for clusters where no metrics API can be had; pure.</summary>
public static class DirectScaling
{
    /// <summary>Largest answer of all signals. Where one cannot be told, the others may scale up, never down.</summary>
    /// <returns>Null: hold.</returns>
    public static int? Desired(IReadOnlyList<ScalingSignal> signals, TierLoad load, int replicas)
    {
        int? desired = null;
        var missing = false;
        foreach (var signal in signals)
        {
            if (signal.Told(load, replicas) is not { } value) missing = true;
            else desired = Math.Max(desired ?? 0, signal.Replicas(value, replicas, load.Servers));
        }

        return missing && desired < replicas ? null : desired;
    }

    /// <param name="replicas">There are now; at least 1.</param>
    public static (int Replicas, ReplicaHistory History) Next(ModelTierSpec spec, TierLoad load, int replicas, ReplicaHistory? history, TimeSpan now)
    {
        var scaling = spec.Autoscaling!;
        var least = TierDefaults.LeastReplicas(spec);
        if (history is null || history.IsOld(now)) history = ReplicaHistory.Begin(now, replicas);
        if (replicas < least || replicas > scaling.MaxReplicas) return (Math.Clamp(replicas, least, scaling.MaxReplicas), history);
        if (Desired(ScalingSignal.Of(spec), load, replicas) is not { } desired) return (replicas, history);
        var (settled, next) = history.Settle(
            now, Math.Clamp(desired, least, scaling.MaxReplicas), replicas, TierDefaults.ScaleUpStabilization(scaling), TierDefaults.ScaleDownStabilization(scaling));
        return (settled, next);
    }
}
