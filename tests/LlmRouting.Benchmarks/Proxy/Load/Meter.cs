using LlmRouting.Benchmarks.Proxy.Participants;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>Weighs what a load costs the participant it runs against.</summary>
public static class Meter
{
    public static async Task<Sample> MeasureAsync(Participant participant, TimeProvider time, Func<Task<LoadResult>> load)
    {
        var allocatedBefore = await AllocatedAsync(participant);
        var before = participant.Process?.Usage ?? default;
        var started = time.GetTimestamp();
        var result = await load();
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        var after = participant.Process?.Usage ?? default;
        var allocated = await AllocatedAsync(participant) - allocatedBefore;
        var answers = Math.Max(1, result.Latency.Count);
        return new Sample(
            participant.Name, result.Latency.Count, result.Errors, seconds, result.Latency.Quantile(0.5), result.Latency.Quantile(0.99),
            (after.CpuSeconds - before.CpuSeconds) * 1e6 / answers, allocated / answers, after.PeakMiB) { OpenAtOnce = result.OpenAtOnce };
    }

    private static async Task<double> AllocatedAsync(Participant participant) =>
        participant.Allocated is { } read ? await read() : double.NaN;
}
