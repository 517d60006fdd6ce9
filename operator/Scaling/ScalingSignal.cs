using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Scaling;

/// <summary>A signal of a tier's autoscaling and what it should be; as in the HPA that is built of the same spec.</summary>
/// <param name="Target">Requests a replica, or the mean usage 0..1. Greater than 0.</param>
public sealed record ScalingSignal(ScalingMetricType Type, double Target)
{
    /// <summary>As the HPA's own.</summary>
    public const double Tolerance = 0.1;

    /// <summary>Those of a tier with autoscaling.</summary>
    public static IReadOnlyList<ScalingSignal> Of(ModelTierSpec spec) =>
    [
        .. ScalingTarget.Of(spec)
            .Select(target => new ScalingSignal(target.Type, Quantity.TryParse(target.Value, out var value, out _) ? (double)value : 0))
            .Where(signal => signal.Target > 0),
    ];

    /// <summary>What may be told of a tier. Of an incomplete figure only what cannot mislead: that it asks for more replicas even so.</summary>
    /// <returns>Null: nothing, upon which nobody scales.</returns>
    public double? Told(TierLoad load, int replicas)
    {
        var figure = load.Of(Type);
        if (figure.IsComplete) return figure.Known;
        return Ratio(figure.Known, replicas) > 1 + Tolerance ? figure.Known : null;
    }

    /// <summary>Usage to what it should be.</summary>
    public double Ratio(double value, int replicas) => Type == ScalingMetricType.KvCache ? value / Target : value / (Target * Math.Max(1, replicas));

    /// <summary>Replicas that the value asks for, within the tolerance those there are.</summary>
    public int Replicas(double value, int replicas, int ready)
    {
        if (Math.Abs(Ratio(value, replicas) - 1) <= Tolerance) return replicas;
        var wanted = Type == ScalingMetricType.KvCache ? value / Target * ready : value / Target;
        // A hair above a whole number is arithmetic, not load.
        return (int)Math.Min(int.MaxValue, Math.Ceiling(wanted - 1e-9));
    }
}
