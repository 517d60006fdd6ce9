using LlmRouting.Contract.Vllm;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Selection;

/// <summary>Reads every endpoint's <c>/metrics</c> each 5 s ± 10 %, each in its own phase, so that replicas do not ask together. For gateways without an operator.</summary>
/// <param name="targets">Asked on every round, so that reloads need no word to us.</param>
public sealed partial class EndpointScraper(Func<IReadOnlyList<ScrapeTarget>> targets, MetricsReader reader, TimeProvider time, Random random, ILogger<EndpointScraper> log)
{
    /// <summary>How often the loop looks for endpoints that are due.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMilliseconds(250);

    private const int MaxAtOnce = 16;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<EndpointState, Schedule> schedules = [];
    private long failures;

    /// <summary>Scrapes that failed since the start.</summary>
    public long Failures => Interlocked.Read(ref failures);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            do StartDue(cancel);
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Task.WhenAll(schedules.Values.Select(s => s.Scrape));
        }
    }

    /// <summary>One round: starts a scrape of what is due, longest due first, as far as there is room; a hanging server keeps one place and no more. Not reentrant.</summary>
    public void StartDue(CancellationToken cancel)
    {
        var current = targets();
        ForgetAllBut(current);
        var now = time.GetTimestamp();
        var room = MaxAtOnce - schedules.Values.Count(s => !s.Scrape.IsCompleted);
        var due = current.Select(target => (Target: target, Schedule: Of(target.Endpoint, now)))
            .Where(t => t.Schedule.Due <= now && t.Schedule.Scrape.IsCompleted)
            .OrderBy(t => t.Schedule.Due);
        foreach (var (target, schedule) in due.Take(Math.Max(0, room)))
        {
            schedule.Due = now + Ticks(Interval * (0.9 + (0.2 * random.NextDouble())));
            schedule.Scrape = ScrapeAsync(target, schedule, cancel);
        }
    }

    private async Task ScrapeAsync(ScrapeTarget target, Schedule schedule, CancellationToken cancel)
    {
        var (reading, fault) = await reader.ReadAsync(target.Endpoint.BaseUrl, target.ApiKey, cancel);
        if (cancel.IsCancellationRequested) return;
        target.Endpoint.Report(reading?.Queue);
        if (fault is not null) Interlocked.Increment(ref failures);
        if (fault is null == schedule.Healthy) return;
        schedule.Healthy = fault is null;
        if (fault is null) LogRecovered(target.Endpoint.BaseUrl);
        else LogFailed(target.Endpoint.BaseUrl, fault);
    }

    private Schedule Of(EndpointState endpoint, long now)
    {
        if (schedules.TryGetValue(endpoint, out var schedule)) return schedule;
        return schedules[endpoint] = new Schedule { Due = now + Ticks(Interval * random.NextDouble()) };
    }

    private void ForgetAllBut(IReadOnlyList<ScrapeTarget> current)
    {
        var named = current.Select(t => t.Endpoint).ToHashSet();
        foreach (var (endpoint, schedule) in schedules)
        {
            if (schedule.Scrape.IsCompleted && !named.Contains(endpoint)) schedules.Remove(endpoint);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue of {Endpoint} unknown: {Fault}. Only own open requests count until it answers.")]
    private partial void LogFailed(string endpoint, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Queue of {Endpoint} known again.")]
    private partial void LogRecovered(string endpoint);

    private sealed class Schedule
    {
        public long Due { get; set; }

        public Task Scrape { get; set; } = Task.CompletedTask;

        public bool Healthy { get; set; } = true;
    }
}
