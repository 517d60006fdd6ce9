using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>Requests that ended on one side of a canary, and those of them that failed.</summary>
public readonly record struct CanaryEvidence(long Requests, long Failures)
{
    /// <summary>Who made them.</summary>
    public CallerSketch Callers { get; init; }

    /// <summary>Who saw one fail.</summary>
    public CallerSketch FailedCallers { get; init; }

    public static CanaryEvidence operator +(CanaryEvidence left, CanaryEvidence right) =>
        new(left.Requests + right.Requests, left.Failures + right.Failures) { Callers = left.Callers + right.Callers, FailedCallers = left.FailedCallers + right.FailedCallers };

    /// <summary>Of two readings of counters that only rise.</summary>
    internal static CanaryEvidence Later(CanaryEvidence left, CanaryEvidence right) =>
        new(Math.Max(left.Requests, right.Requests), Math.Max(left.Failures, right.Failures)) { Callers = left.Callers + right.Callers, FailedCallers = left.FailedCallers + right.FailedCallers };
}
