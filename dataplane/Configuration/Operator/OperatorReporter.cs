using System.Net;
using System.Net.Http.Headers;
using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.Metrics.Logging;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Tells the operator four times a second what is new, a canary's failures included, and every ten seconds that we are here and what else canaries did. Goes to whoever holds the lease.</summary>
public sealed class OperatorReporter(OperatorClient client, string gateway, ReportBuilder builder, OperatorLink link, TimeProvider time, Random chance, ILogger<OperatorReporter> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int MaxRedirects = 3;

    private readonly Uri address = new(client.Address, FrameProtocol.ReportsOf(gateway));
    private readonly Backoff backoff = new(chance);
    private Uri? holder;
    private byte[] said = [];
    private long saidAt;
    private bool wantsAll;
    private string? fault;

    /// <summary>Why the last report did not arrive; null where it did.</summary>
    public string? Fault => Volatile.Read(ref fault);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            if (link.State.Operator is null || await ReportAsync(stopping)) continue;
            await Task.Delay(backoff.Next(), time, stopping);
        }
    }

    /// <summary>False where it should not be tried again at once.</summary>
    private async Task<bool> ReportAsync(CancellationToken stopping)
    {
        var (report, served) = builder.Build();
        var news = ReportCodec.Encode(Timeless(report));
        if (report.Acknowledged is null && !builder.IsUrgent && news.AsSpan().SequenceEqual(said) && saidAt != 0 && time.GetElapsedTime(saidAt) < Alive) return true;
        report = builder.WithCounters(report);
        var problem = await PostAsync(ReportCodec.Encode(report), stopping);
        if (problem is not null && fault is null && !stopping.IsCancellationRequested) log.ReportsLost(holder ?? address, problem);
        Volatile.Write(ref fault, problem);
        if (problem is not null)
        {
            if (holder is not null) builder.SendAll();
            holder = null;
            return false;
        }

        builder.Accepted(report, served);
        if (wantsAll) builder.SendAll();
        (said, saidAt, wantsAll) = (news, time.GetTimestamp(), false);
        backoff.Reset();
        return true;
    }

    private async Task<string?> PostAsync(byte[] report, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token);
        try
        {
            for (var hops = 0; hops <= MaxRedirects; hops++)
            {
                using var content = new ReadOnlyMemoryContent(report) { Headers = { ContentType = new MediaTypeHeaderValue(FrameProtocol.ReportsMediaType) } };
                using var response = await client.SendAsync(HttpMethod.Post, holder ?? address, content, either.Token);
                if (response.StatusCode == HttpStatusCode.TemporaryRedirect)
                {
                    if (Elsewhere(response.Headers.Location) is not { } elsewhere) return "307: it sends somewhere that is not https";
                    holder = elsewhere;
                    continue;
                }

                if (!response.IsSuccessStatusCode) return $"it answered {(int)response.StatusCode}";
                wantsAll = await WantsAllAsync(response, either.Token);
                return null;
            }

            return $"it sent elsewhere more than {MaxRedirects} times";
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalSeconds:0} s";
        }
        catch (Exception e) when (OperatorFault.IsExpected(e))
        {
            return OperatorFault.Of(e);
        }
    }

    // Our token goes to the operator's certificate alone, which plain http cannot show.
    private Uri? Elsewhere(Uri? location) =>
        location is null ? null : new Uri(holder ?? address, location) is { Scheme: "https" } elsewhere ? elsewhere : null;

    private static async Task<bool> WantsAllAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        return body.Length > 0 && ReportCodec.DecodeAnswer(body).SendAll;
    }

    /// <summary>Without what changes by itself.</summary>
    private static Report Timeless(Report report) => report with { Number = 0, Held = [.. report.Held.Select(held => held with { OldestSeconds = 0 })] };
}
