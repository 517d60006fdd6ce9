using System.Globalization;
using System.Text;
using LlmRouting.Benchmarks.Proxy.Load;

namespace LlmRouting.Benchmarks.Proxy;

/// <summary>Samples as Markdown tables: medians over rounds, then ratios of the same round with their range.</summary>
public static class Report
{
    public static string Unary(int connections, IReadOnlyList<Sample> samples)
    {
        var text = new StringBuilder($"### {connections} connection(s), unary\n\n");
        text.Append("| | requests/s | p50 µs | p99 µs | added p50 | added p99 | CPU µs/request | allocated B/request | errors |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var (name, rows) in ByParticipant(samples))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Median(rows, s => s.PerSecond):0} | {Median(rows, s => s.P50):0} | {Median(rows, s => s.P99):0} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Added(samples, name, s => s.P50):0} | {Added(samples, name, s => s.P99):0} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Median(rows, s => s.CpuMicros):0.0} | {Text(Median(rows, s => s.Allocated))} | {rows.Sum(s => s.Errors)} |\n");
        }

        return text.Append('\n').Append(Ratios(samples, "requests/s", s => s.PerSecond)).Append(Ratios(samples, "CPU/request", s => s.CpuMicros)).ToString();
    }

    public static string Streams(int streams, IReadOnlyList<Sample> samples)
    {
        var text = new StringBuilder($"### {streams} concurrent streams of 30 events\n\n");
        text.Append("| | open at once | first event p50 ms | p99 ms | CPU µs/stream | allocated B/stream | peak RSS MiB | errors |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var (name, rows) in ByParticipant(samples))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {rows.Max(s => s.OpenAtOnce)} | {Median(rows, s => s.P50) / 1000:0.0} | {Median(rows, s => s.P99) / 1000:0.0} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Median(rows, s => s.CpuMicros):0} | {Text(Median(rows, s => s.Allocated))} | {rows.Max(s => s.PeakMiB):0} | {rows.Sum(s => s.Errors)} |\n");
        }

        return text.Append('\n').Append(Ratios(samples, "CPU/stream", s => s.CpuMicros)).ToString();
    }

    /// <summary>One round, for whoever wonders how far the machine can be believed.</summary>
    public static string Round(IEnumerable<Sample> round) => string.Join("   ", round.Select(s =>
        string.Create(CultureInfo.InvariantCulture, $"{s.Participant} {s.PerSecond:0}/s {s.CpuMicros:0.0} µs")));

    private static string Ratios(IReadOnlyList<Sample> samples, string what, Func<Sample, double> value)
    {
        var text = new StringBuilder();
        foreach (var other in samples.Select(s => s.Participant).Distinct().Where(name => name is not ("ours" or "direct")))
        {
            var ratios = Of(samples, "ours").Zip(Of(samples, other), (a, b) => value(a) / value(b)).Order().ToArray();
            text.Append(CultureInfo.InvariantCulture, $"ours/{other}, {what}: {Middle(ratios):0.00} (middle half {Quarter(ratios, 1):0.00} to {Quarter(ratios, 3):0.00}, all {ratios[0]:0.00} to {ratios[^1]:0.00}, {ratios.Length} rounds)\n");
        }

        return text.ToString();
    }

    // Direct has no process in between, and what is no .NET does not say.
    private static string Text(double value) => double.IsNaN(value) ? "–" : value.ToString("0", CultureInfo.InvariantCulture);

    private static double Added(IReadOnlyList<Sample> samples, string name, Func<Sample, double> value) =>
        Middle([.. Of(samples, name).Zip(Of(samples, "direct"), (a, b) => value(a) - value(b)).Order()]);

    private static IEnumerable<(string Name, Sample[] Rows)> ByParticipant(IReadOnlyList<Sample> samples) =>
        samples.Select(s => s.Participant).Distinct().Select(name => (name, Of(samples, name)));

    private static Sample[] Of(IReadOnlyList<Sample> samples, string name) => [.. samples.Where(s => s.Participant == name)];

    private static double Median(Sample[] rows, Func<Sample, double> value) => Middle([.. rows.Select(value).Order()]);

    private static double Quarter(double[] sorted, int quarters) => sorted[(sorted.Length - 1) * quarters / 4];

    private static double Middle(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
