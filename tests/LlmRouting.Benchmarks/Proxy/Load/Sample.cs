namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>What one participant did in one round.</summary>
/// <param name="Errors">Answers that were no 200, broke off, or never came.</param>
/// <param name="CpuMicros">CPU time of the participant's process for each answer; 0 for direct.</param>
/// <param name="Allocated">Managed bytes for each answer; NaN where unknown.</param>
/// <param name="PeakMiB">Most resident memory since its start.</param>
public sealed record Sample(
    string Participant, long Answers, long Errors, double Seconds, double P50, double P99, double CpuMicros, double Allocated, double PeakMiB)
{
    public double PerSecond => Answers / Seconds;

    /// <summary>Streams: how many were open at the same moment.</summary>
    public int OpenAtOnce { get; init; }
}
