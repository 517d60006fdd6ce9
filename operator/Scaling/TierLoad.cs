using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Scaling;

/// <summary>How busy a tier is.</summary>
/// <param name="Servers">That are ready, or were and have not ended.</param>
/// <param name="Held">Requests that data planes hold for it, as far as is known.</param>
/// <param name="KnowsHeld">False on a standby.</param>
/// <param name="QueueDepth">Waiting + held requests.</param>
/// <param name="Demand">Running + waiting + held requests, those of ending servers included.</param>
/// <param name="KvCache">Mean usage over <paramref name="Servers"/>, 0..1.</param>
/// <param name="TtftP95">Over about the last minute; null where nothing was served.</param>
/// <param name="QuietFor">How long nothing has run, waited or been completed, our own warm-ups aside; null where that cannot be known.</param>
public sealed record TierLoad(int Servers, int Held, bool KnowsHeld, Figure QueueDepth, Figure Demand, Figure KvCache, TimeSpan? TtftP95, TimeSpan? QuietFor)
{
    public Figure Of(ScalingMetricType type) => type switch
    {
        ScalingMetricType.QueueDepth => QueueDepth,
        ScalingMetricType.Demand => Demand,
        _ => KvCache,
    };
}
