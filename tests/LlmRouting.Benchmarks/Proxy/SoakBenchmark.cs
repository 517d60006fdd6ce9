using System.Globalization;
using LlmRouting.Benchmarks.Proxy.Load;
using LlmRouting.Benchmarks.Proxy.Participants;

namespace LlmRouting.Benchmarks.Proxy;

/// <summary>The same load for minutes on end, unary answers and streams together; says whether the router's memory grows.</summary>
public sealed class SoakBenchmark(double minutes, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    // About 800 unary answers and 30 streams a second, which leaves a small machine room.
    private readonly ClosedLoop loop = new(time, TimeSpan.FromMilliseconds(20));

    public async Task RunAsync()
    {
        using var field = await Field.StartAsync(portkey: false, time);
        var started = time.GetTimestamp();
        List<(double Minute, double MiB)> samples = [];
        for (var elapsed = TimeSpan.Zero; elapsed.TotalMinutes < minutes; elapsed = time.GetElapsedTime(started))
        {
            var answers = await LoadAsync(field.Ours);
            samples.Add((time.GetElapsedTime(started).TotalMinutes, field.Ours.Process!.Usage.ResidentMiB));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{samples[^1].Minute,6:0.0} min {samples[^1].MiB,7:0.0} MiB  {answers}"));
        }

        var settled = samples.Where(s => s.Minute > Math.Min(2, minutes / 4)).ToArray();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"After warm-up: {Slope(settled):+0.00;-0.00} MiB a minute over {settled.Length} samples"));
    }

    private async Task<string> LoadAsync(Participant ours)
    {
        var streams = new StreamLoad(time, 100, new OwnConnections()).RunAsync(ours);
        var unary = await loop.RunAsync(ours, 16, Every);
        return $"{unary.Latency.Count} answers, {unary.Errors + (await streams).Errors} errors";
    }

    /// <summary>Of the straight line nearest to the samples.</summary>
    private static double Slope((double Minute, double MiB)[] samples)
    {
        if (samples.Length < 2) return 0;
        var (x, y) = (samples.Average(s => s.Minute), samples.Average(s => s.MiB));
        return samples.Sum(s => (s.Minute - x) * (s.MiB - y)) / samples.Sum(s => (s.Minute - x) * (s.Minute - x));
    }
}
