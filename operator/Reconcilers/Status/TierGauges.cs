namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Figures of a tier as status shows them: rounded to about two digits, so that noise writes nothing.</summary>
/// <param name="Demand">Running + waiting + held requests.</param>
/// <param name="QueueDepth">Waiting + held requests.</param>
/// <param name="TtftP95">Time to first token, a Go duration; null where nothing was served.</param>
public sealed record TierGauges(int Demand, int QueueDepth, string? TtftP95)
{
    /// <summary>Exact up to 10, then the two leading digits.</summary>
    public static int Bucket(int value)
    {
        var step = 1;
        while (value / step >= 100) step *= 10;
        return value / step * step;
    }
}
