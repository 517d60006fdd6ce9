namespace LlmRouting.Operator.Publishing;

/// <summary>Requests that ended on one side of a canary, and those of them that failed.</summary>
public readonly record struct CanaryEvidence(long Requests, long Failures)
{
    public static CanaryEvidence operator +(CanaryEvidence left, CanaryEvidence right) => new(left.Requests + right.Requests, left.Failures + right.Failures);

    /// <summary>Of two readings of counters that only rise.</summary>
    internal static CanaryEvidence Later(CanaryEvidence left, CanaryEvidence right) =>
        new(Math.Max(left.Requests, right.Requests), Math.Max(left.Failures, right.Failures));
}
