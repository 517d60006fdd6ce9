using System.Text.Json.Nodes;
using System.Threading.Channels;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Runtime.Events;

/// <summary>Writes Kubernetes Events in the background. Recording never waits and never fails; what cannot be written is counted and dropped.</summary>
/// <param name="instance">Which replica, usually the pod's name.</param>
public sealed class EventRecorder(KubernetesClient client, string instance, TimeProvider time, ILogger logger, OperatorMetrics metrics)
{
    /// <summary>The controller's name in every Event.</summary>
    public const string Controller = "llmrouting.dev/operator";

    /// <summary>Facts that wait for a slow API server; more are dropped.</summary>
    private const int Waiting = 1000;

    /// <summary>What a write may take, and what the last ones may take when the program ends.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Channel<EventFact> facts = Channel.CreateBounded<EventFact>(Waiting);
    private readonly EventBook book = new();

    /// <summary>Something went as it should.</summary>
    /// <param name="action">What was done, one CamelCase word of at most 128 characters, e.g. <c>Scale</c>.</param>
    /// <param name="reason">Why, one CamelCase word of at most 128 characters, e.g. <c>ScaledUp</c>.</param>
    /// <param name="note">For people; cut to 1024 bytes. Equal facts are counted, so no times or counters in it.</param>
    public void Normal(ObjectReference regarding, string action, string reason, string note) => Record(new(regarding, "Normal", action, reason, EventText.Fit(note)));

    /// <summary>Something that a person should see.</summary>
    public void Warning(ObjectReference regarding, string action, string reason, string note) => Record(new(regarding, "Warning", action, reason, EventText.Fit(note)));

    /// <summary>Writes until told to stop, then what still waits, for 10 s at most.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var grace = stop.Register(() =>
        {
            facts.Writer.TryComplete();
            abort.CancelAfter(Limit);
        });
        await foreach (var fact in facts.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (abort.IsCancellationRequested) metrics.EventRecorded("dropped");
            else await WriteAsync(fact, abort.Token);
        }
    }

    private void Record(EventFact fact)
    {
        if (!facts.Writer.TryWrite(fact)) metrics.EventRecorded("dropped");
    }

    private async Task WriteAsync(EventFact fact, CancellationToken abort)
    {
        if (book.Next(fact, time.GetUtcNow()) is not { } write)
        {
            metrics.EventRecorded("suppressed");
            return;
        }

        using var late = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, abort);
        try
        {
            await SendAsync(write, either.Token);
            metrics.EventRecorded(write.Series is null ? "created" : "repeated");
        }
        catch (Exception e) when (e is KubernetesException or OperationCanceledException)
        {
            book.Drop(fact);
            metrics.EventRecorded("failed");
            logger.EventNotWritten(fact.Reason, $"{fact.Regarding.Kind} {fact.Regarding.Namespace}/{fact.Regarding.Name}", e is KubernetesException ? e.Message : "no answer in time");
        }
    }

    private async Task SendAsync(EventWrite write, CancellationToken cancellation)
    {
        if (write.Series is null || !await RepeatAsync(write, write.Series, cancellation))
            await client.CreateAsync(ApiResources.Events, write.Namespace, Event(write), KubernetesJsonContext.Default.Event, cancellation);
    }

    /// <summary>False where the Event has expired.</summary>
    private async Task<bool> RepeatAsync(EventWrite write, EventSeries series, CancellationToken cancellation)
    {
        var patch = new JsonObject
        {
            ["series"] = new JsonObject { ["count"] = series.Count, ["lastObservedTime"] = MicroTimeConverter.Format(series.LastObservedTime) },
        };
        try
        {
            await client.MergePatchAsync(ApiResources.Events, write.Namespace, write.Name, patch, cancellation);
            return true;
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    private Event Event(EventWrite write) => new()
    {
        ApiVersion = ApiResources.Events.ApiVersion,
        Kind = ApiResources.Events.Kind,
        Metadata = new ObjectMeta { Name = write.Name, Namespace = write.Namespace },
        EventTime = write.Time,
        ReportingController = Controller,
        ReportingInstance = instance,
        Action = write.Fact.Action,
        Reason = write.Fact.Reason,
        Regarding = write.Fact.Regarding,
        Note = write.Fact.Note,
        Type = write.Fact.Type,
        Series = write.Series,
    };
}
