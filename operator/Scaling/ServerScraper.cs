using LlmRouting.Contract.Vllm;
using LlmRouting.Operator.Runtime;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Scaling;

/// <summary>Reads every server's <c>/metrics</c> each 2 s ± 10 %, each in its own phase. Every operator replica does, since every one tells its data planes.</summary>
/// <param name="tiers">Asked on every round.</param>
/// <param name="scraped">Called with the tier key when a server answered or failed to. Must not block.</param>
public sealed class ServerScraper(
    Func<IEnumerable<ServedTier>> tiers, MetricsReader reader, LoadBook book, Action<string> scraped, TimeProvider time, Random chance, ILogger<ServerScraper> logger)
{
    /// <summary>How often the loop looks for servers that are due.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);

    /// <summary>A server that hangs keeps one place, and no more.</summary>
    public const int MaxAtOnce = 128;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>A new server is asked soon: until it answers its tier's figures are incomplete.</summary>
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(400);

    private readonly Dictionary<(string Tier, string BaseUrl), Schedule> schedules = [];
    private long failures;

    /// <summary>Scrapes that failed since the start.</summary>
    public long Failures => Interlocked.Read(ref failures);

    /// <summary>Completes when those that are under way now have ended.</summary>
    public Task Idle => Task.WhenAll(schedules.Values.Select(schedule => schedule.Scrape));

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            do StartDue(cancellation);
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        finally
        {
            await Idle;
        }
    }

    /// <summary>One round: starts a scrape of what is due, longest due first, as far as there is room. Not reentrant.</summary>
    public void StartDue(CancellationToken cancellation)
    {
        var now = time.GetTimestamp();
        var due = new List<(Schedule Schedule, ServedTier Tier, string BaseUrl)>();
        var named = new HashSet<(string, string)>();
        foreach (var tier in tiers())
        {
            foreach (var server in tier.Servers ?? [])
            {
                named.Add((tier.Key, server.BaseUrl));
                var schedule = Of(tier.Key, server.BaseUrl, now);
                if (schedule.Due <= now && schedule.Scrape.IsCompleted) due.Add((schedule, tier, server.BaseUrl));
            }
        }

        Forget(named);
        var room = MaxAtOnce - schedules.Values.Count(schedule => !schedule.Scrape.IsCompleted);
        foreach (var (schedule, tier, baseUrl) in due.OrderBy(one => one.Schedule.Due).Take(Math.Max(0, room)))
        {
            schedule.Due = now + Ticks(Interval * (0.9 + (0.2 * chance.Roll())));
            schedule.Scrape = ScrapeAsync(tier, baseUrl, schedule, cancellation);
        }
    }

    private async Task ScrapeAsync(ServedTier tier, string baseUrl, Schedule schedule, CancellationToken cancellation)
    {
        var (reading, fault) = await reader.ReadAsync(baseUrl, tier.ApiKey, cancellation);
        if (cancellation.IsCancellationRequested) return;
        book.Take(tier.Key, baseUrl, reading);
        scraped(tier.Key);
        if (fault is not null) Interlocked.Increment(ref failures);
        if (fault is null == schedule.Healthy) return;
        schedule.Healthy = fault is null;
        if (fault is null) logger.ServerKnown(tier.Key, baseUrl);
        else logger.ServerUnknown(tier.Key, baseUrl, fault);
    }

    private Schedule Of(string tier, string baseUrl, long now)
    {
        if (schedules.TryGetValue((tier, baseUrl), out var schedule)) return schedule;
        return schedules[(tier, baseUrl)] = new Schedule { Due = now + Ticks(First * chance.Roll()) };
    }

    private void Forget(HashSet<(string, string)> named)
    {
        var gone = schedules.Where(one => one.Value.Scrape.IsCompleted && !named.Contains(one.Key)).Select(one => one.Key).ToList();
        foreach (var key in gone) schedules.Remove(key);
        if (gone.Count == 0) return;
        book.KeepOnly(named);
        foreach (var tier in gone.Select(key => key.Tier).Distinct()) scraped(tier);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private sealed class Schedule
    {
        public long Due { get; set; }
        public Task Scrape { get; set; } = Task.CompletedTask;
        public bool Healthy { get; set; } = true;
    }
}
