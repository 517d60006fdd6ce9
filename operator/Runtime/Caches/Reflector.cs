using System.Text.Json.Serialization.Metadata;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Runtime.Caches;

/// <summary>Keeps a store equal to the API server: lists, then watches from there, for as long as it runs and whatever happens.</summary>
public sealed class Reflector<T> where T : class
{
    /// <summary>After so many failed watches in a row the objects are listed: the version we resume from may be what the server does not like.</summary>
    private const int FailedWatchesBeforeList = 3;

    /// <summary>A watch that ends sooner, and brought nothing, counts as failed: opening the next at once would be a busy loop.</summary>
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(500);

    private readonly KubernetesClient client;
    private readonly ApiResource resource;
    private readonly StoredObjectDecoder<T> decoder;
    private readonly ReflectorOptions options;
    private readonly TimeProvider time;
    private readonly Random chance;
    private readonly ILogger logger;
    private readonly ReflectorMetrics metrics;
    private string? version;
    private volatile bool listed;
    private int counted;
    private long refused;
    private int failures;
    private int silences;
    private long? opened;
    private volatile string? fault;

    public Reflector(
        KubernetesClient client, ApiResource resource, JsonTypeInfo<T> type, ObjectStore<T> store, ReflectorOptions options,
        TimeProvider time, Random chance, ILogger logger, OperatorMetrics metrics)
    {
        (this.client, this.resource, this.options, this.time, this.chance, this.logger) = (client, resource, options, time, chance, logger);
        decoder = new StoredObjectDecoder<T>(type);
        this.metrics = metrics.Reflector(resource.Plural, () => store.State.Objects.Count);
        Store = store;
        store.AddSource();
    }

    /// <summary>Null: all.</summary>
    public string? Namespace => options.Namespace;

    /// <summary>Whether the store has ever held what the API server has.</summary>
    public bool IsListed => listed;

    /// <summary>How long every try has been refused for want of a right; null where the last one was not.</summary>
    public TimeSpan? RefusedFor => Volatile.Read(ref refused) is not 0 and var since ? time.GetElapsedTime(since) : null;

    private bool Lasted => opened is { } at && time.GetElapsedTime(at) >= Brief;

    /// <summary>Where the objects are; several reflectors may fill one store, each from its namespace.</summary>
    public ObjectStore<T> Store { get; }

    /// <summary>For people: why the API server cannot be followed now, e.g. that the CRD is not installed or a right is missing. Null while it can.</summary>
    public string? Fault => fault;

    /// <summary>Does not keep the store from being synced any longer. What a list brings later is taken all the same.</summary>
    public void Forgo()
    {
        if (Interlocked.Exchange(ref counted, 1) == 0) Store.SourceSynced();
    }

    /// <summary>Runs until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var delay = await TryAsync(stop);
            if (delay > TimeSpan.Zero) await Task.Delay(delay, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Lists if need be, and watches once. Returns how long to wait before the next try.</summary>
    private async Task<TimeSpan> TryAsync(CancellationToken stop)
    {
        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
        try
        {
            opened = null;
            if (version is null) await ListAsync(stop);
            return Ended(await WatchAsync(silence, either.Token));
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested)
        {
            return Silent();
        }
        catch (KubernetesException e)
        {
            return Failed(e);
        }
    }

    private async Task ListAsync(CancellationToken stop)
    {
        var options = new ListOptions { LabelSelector = this.options.LabelSelector, FieldSelector = this.options.FieldSelector };
        var list = await client.ListAsync(resource, this.options.Namespace, decoder.Decode, options, stop);
        Store.Replace(this.options.Namespace, list.Items, list.ResourceVersion);
        version = list.ResourceVersion;
        silences = 0;
        Permitted();
        metrics.Listed();
        if (listed) return;
        listed = true;
        logger.Synced(resource.Plural, list.Items.Count);
        Forgo();
    }

    /// <summary>Follows one stream to its end. Returns whether it was of use.</summary>
    private async Task<bool> WatchAsync(CancellationTokenSource silence, CancellationToken cancellation)
    {
        var moved = false;
        silence.CancelAfter(options.Silence);
        await foreach (var change in client.WatchAsync(resource, options.Namespace, decoder.Decode, Watch(), cancellation, () => opened = time.GetTimestamp()))
        {
            silence.CancelAfter(options.Silence);
            moved |= Take(change);
        }

        return moved || Lasted;
    }

    /// <summary>Returns whether it changed an object.</summary>
    private bool Take(WatchEvent<StoredObject<T>> change)
    {
        if (change.Error is { } error) throw error;
        metrics.Event(change.Type);
        if (change.Type == WatchEventType.Bookmark) Store.Bookmark(change.ResourceVersion);
        else if (change.Type == WatchEventType.Deleted) Store.Remove(change.Object!.Key, change.ResourceVersion);
        else Store.Put(change.Object!, change.ResourceVersion);
        version = change.ResourceVersion ?? version;
        silences = 0;
        Works();
        return change.Type != WatchEventType.Bookmark;
    }

    private TimeSpan Ended(bool useful)
    {
        metrics.WatchEnded("ended");
        if (!useful) return Again();
        Works();
        return TimeSpan.Zero;
    }

    private TimeSpan Silent()
    {
        metrics.WatchEnded("silent");
        Works();
        if (++silences % options.SilentWatches == 0) version = null;
        return TimeSpan.Zero;
    }

    private TimeSpan Failed(KubernetesException e)
    {
        metrics.WatchEnded(e.IsExpired ? "expired" : "failed");
        if (!e.IsForbidden) Volatile.Write(ref refused, 0);
        else if (RefusedFor is null) Volatile.Write(ref refused, time.GetTimestamp());
        // A stream that was cut after a while was a good one: the next may be opened soon, however often that happens.
        if (e.IsUnreachable && Lasted) return options.Backoff.Delay(1, chance);
        var delay = Again(e.RetryAfter ?? TimeSpan.Zero);
        if (e.IsExpired || e.Reason == StatusReasons.Undecodable || failures % FailedWatchesBeforeList == 0) version = null;
        if (!e.IsExpired) Broken(e.Message, delay);
        return delay;
    }

    private void Broken(string message, TimeSpan delay)
    {
        if (fault != message) logger.ReflectorFailed(resource.Plural, message, delay);
        fault = message;
    }

    private TimeSpan Again(TimeSpan atLeast = default)
    {
        var delay = options.Backoff.Delay(++failures, chance);
        return delay > atLeast ? delay : atLeast;
    }

    private void Works()
    {
        failures = 0;
        Permitted();
    }

    private void Permitted()
    {
        fault = null;
        Volatile.Write(ref refused, 0);
    }

    private WatchOptions Watch() => new()
    {
        LabelSelector = options.LabelSelector,
        FieldSelector = options.FieldSelector,
        ResourceVersion = version,
        Timeout = TimeSpan.FromSeconds(Math.Ceiling(options.WatchFor.TotalSeconds * (1 + chance.Roll()))),
    };
}
