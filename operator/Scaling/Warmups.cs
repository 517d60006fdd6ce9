using System.Net.Http.Headers;
using System.Text;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Scaling;

/// <summary>Sends a request of one token to ready servers that have had nothing to do for the tier's warm-up interval (S1.17). One replica does: the leader.</summary>
/// <param name="http">Must not follow redirects: the key is for this server.</param>
/// <param name="rests">By tier key: whether it is on its way to sleep.</param>
public sealed class Warmups(
    Func<IEnumerable<ServedTier>> tiers, LoadBook book, HttpMessageInvoker http, Func<bool> isLeader, Func<string, bool> rests, OperatorMetrics metrics,
    TimeProvider time, Random chance, ILogger<Warmups> logger)
{
    /// <summary>How often the loop looks for servers that are due.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    private const int MaxAtOnce = 16;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly Counter sent = metrics.Counter("llm_operator_warmups_total", "Requests of one token to servers without traffic, by how they ended.", "result");
    private readonly Dictionary<(string Tier, string BaseUrl), Schedule> schedules = [];

    /// <summary>Completes when no request is under way of those that are now.</summary>
    public Task Idle => Task.WhenAll(schedules.Values.Select(schedule => schedule.Sent));

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation)) StartDue(cancellation);
        }
        finally
        {
            await Idle;
        }
    }

    /// <summary>One round. Not reentrant.</summary>
    public void StartDue(CancellationToken cancellation)
    {
        var due = isLeader() ? tiers().Where(tier => tier.Tier.Spec.Warmup is not null && !rests(tier.Key)).SelectMany(Due).ToList() : [];
        var room = MaxAtOnce - schedules.Values.Count(schedule => !schedule.Sent.IsCompleted);
        foreach (var (tier, baseUrl) in due.Take(Math.Max(0, room)))
        {
            var schedule = schedules[(tier.Key, baseUrl)];
            schedule.At = time.GetTimestamp();
            schedule.Early = 0.1 * chance.Roll();
            schedule.Sent = SendAsync(tier, baseUrl, cancellation);
        }

        Forget();
    }

    /// <summary>A warm-up counts as use for the next one, and a little less than the interval is as good, so that servers that started together part.</summary>
    private IEnumerable<(ServedTier Tier, string BaseUrl)> Due(ServedTier tier)
    {
        if (!GoDuration.TryParse(tier.Tier.Spec.Warmup!.Interval, out var interval)) yield break;
        foreach (var server in (tier.Servers ?? []).Where(server => server.Ready))
        {
            if (book.Of(tier.Key, server.BaseUrl).QuietFor is not { } quiet) continue;
            var schedule = Of(tier.Key, server.BaseUrl);
            var wait = interval * (1 - schedule.Early);
            if (quiet >= wait && schedule.Sent.IsCompleted && !(schedule.At is { } at && time.GetElapsedTime(at) < wait)) yield return (tier, server.BaseUrl);
        }
    }

    private async Task SendAsync(ServedTier tier, string baseUrl, CancellationToken cancellation)
    {
        if (WarmupRequest.Of(tier.Tier.Spec) is not var (path, body)) return;
        var ended = book.Warmup(tier.Key, baseUrl);
        var fault = "cancelled";
        try
        {
            fault = await SendAsync(baseUrl + path, tier.ApiKey, body.ToJsonString(), cancellation);
        }
        finally
        {
            ended(fault is null);
        }

        sent.Increment(fault is null ? "success" : "error");
        if (fault is not null && !cancellation.IsCancellationRequested) logger.WarmupFailed(tier.Key, baseUrl, fault);
    }

    /// <returns>Null: served.</returns>
    private async Task<string?> SendAsync(string url, string? key, string body, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await http.SendAsync(request, either.Token);
            return response.IsSuccessStatusCode ? null : $"it answered {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return "no answer within 30 s";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FormatException or InvalidOperationException)
        {
            return e is HttpRequestException or IOException ? e.Message : e.GetType().Name;
        }
    }

    private Schedule Of(string tier, string baseUrl)
    {
        if (!schedules.TryGetValue((tier, baseUrl), out var schedule)) schedules[(tier, baseUrl)] = schedule = new Schedule { Early = 0.1 * chance.Roll() };
        schedule.Seen = true;
        return schedule;
    }

    private void Forget()
    {
        foreach (var (key, schedule) in schedules.ToList())
        {
            if (!schedule.Seen && schedule.Sent.IsCompleted) schedules.Remove(key);
            schedule.Seen = false;
        }
    }

    private sealed class Schedule
    {
        public long? At { get; set; }

        /// <summary>Share of the interval by which the next one comes early.</summary>
        public double Early { get; set; }
        public bool Seen { get; set; }
        public Task Sent { get; set; } = Task.CompletedTask;
    }
}
