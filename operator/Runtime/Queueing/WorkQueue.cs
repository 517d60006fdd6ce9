using System.Threading.Channels;
using LlmRouting.Operator.Runtime.Metrics;

namespace LlmRouting.Operator.Runtime.Queueing;

/// <summary>Keys that want a reconcile, first come first served. A key is never handed out twice at once; a change while it is worked on queues it again.</summary>
public sealed class WorkQueue : IDisposable
{
    /// <summary>What a failing key waits: 5 ms to 5 min.</summary>
    public static readonly Backoff Retries = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(5));

    private readonly Lock gate = new();
    private readonly Channel<ObjectKey> ready = Channel.CreateUnbounded<ObjectKey>();
    private readonly Dictionary<ObjectKey, long> waitingSince = [];
    private readonly Dictionary<ObjectKey, long> working = [];
    private readonly Dictionary<ObjectKey, int> failures = [];
    private readonly DelayedKeys delayed;
    private readonly TimeProvider time;
    private readonly Random chance;
    private readonly QueueMetrics metrics;

    /// <param name="name">Label of its metrics, e.g. <c>modeltiers</c>.</param>
    public WorkQueue(string name, TimeProvider time, Random chance, OperatorMetrics metrics)
    {
        this.time = time;
        this.chance = chance;
        this.metrics = metrics.Queue(name, this);
        delayed = new DelayedKeys(time, Add);
    }

    /// <summary>Keys that a worker could take now.</summary>
    public int Depth
    {
        get
        {
            lock (gate) return waitingSince.Keys.Count(k => !working.ContainsKey(k));
        }
    }

    /// <summary>Keys being worked on.</summary>
    public int Working
    {
        get
        {
            lock (gate) return working.Count;
        }
    }

    /// <summary>Age of the oldest work that is not finished.</summary>
    public TimeSpan LongestWork
    {
        get
        {
            lock (gate) return working.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(working.Values.Min());
        }
    }

    /// <summary>Queues a key. Twice before it is taken is once.</summary>
    public void Add(ObjectKey key)
    {
        lock (gate)
        {
            if (!waitingSince.TryAdd(key, time.GetTimestamp())) return;
            metrics.Added();
            if (!working.ContainsKey(key)) ready.Writer.TryWrite(key);
        }
    }

    /// <summary>Queues a key later. Of several times asked for one key, the earliest is kept.</summary>
    public void AddAfter(ObjectKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero) Add(key);
        else delayed.Add(key, delay);
    }

    /// <summary>Queues a key that failed, after its back-off or the longer time that the API asked for. Returns that delay.</summary>
    public TimeSpan Retry(ObjectKey key, TimeSpan atLeast = default)
    {
        int count;
        lock (gate) count = failures[key] = failures.GetValueOrDefault(key) + 1;
        metrics.Retried();
        var backoff = Retries.Delay(count, chance);
        var delay = backoff > atLeast ? backoff : atLeast;
        AddAfter(key, delay);
        return delay;
    }

    /// <summary>Ends a key's back-off: its next failure counts as the first.</summary>
    public void Forget(ObjectKey key)
    {
        lock (gate) failures.Remove(key);
    }

    /// <summary>Waits for a key. Whoever takes one must call <see cref="Done"/> for it.</summary>
    public async ValueTask<ObjectKey> TakeAsync(CancellationToken cancellation)
    {
        var key = await ready.Reader.ReadAsync(cancellation);
        lock (gate)
        {
            waitingSince.Remove(key, out var since);
            working.Add(key, time.GetTimestamp());
            metrics.Taken(time.GetElapsedTime(since));
        }

        return key;
    }

    /// <summary>Ends the work on a key. If it was added meanwhile it is queued now.</summary>
    public void Done(ObjectKey key)
    {
        lock (gate)
        {
            if (working.Remove(key, out var since)) metrics.Finished(time.GetElapsedTime(since));
            if (waitingSince.ContainsKey(key)) ready.Writer.TryWrite(key);
        }
    }

    /// <summary>No delayed key comes any more.</summary>
    public void Dispose() => delayed.Dispose();
}
