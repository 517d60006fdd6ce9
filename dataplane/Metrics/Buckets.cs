using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics;

/// <summary>Histogram boundaries in seconds.</summary>
internal static class Buckets
{
    /// <summary>S3.9, exactly.</summary>
    public static readonly InstrumentAdvice<double> Latency = Of(0.1, 0.25, 0.5, 1, 2.5, 5, 10);

    /// <summary>5 ms to 60 s; 3 s and 10 s are S4.1's targets, 2 s is S4.9's hint, 15 s the default firstToken timeout.</summary>
    public static readonly InstrumentAdvice<double> TimeToFirstToken =
        Of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15, 30, 60);

    /// <summary>10 µs to 100 ms.</summary>
    public static readonly InstrumentAdvice<double> Overhead =
        Of(0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1);

    private static InstrumentAdvice<double> Of(params double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
