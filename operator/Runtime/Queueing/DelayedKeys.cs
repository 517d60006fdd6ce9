namespace LlmRouting.Operator.Runtime.Queueing;

/// <summary>Keys that come later. One timer for all; each key at most once, at the earliest time it was asked for.</summary>
internal sealed class DelayedKeys : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<ObjectKey, long> byDue = new();
    private readonly Dictionary<ObjectKey, long> dueOf = [];
    private readonly TimeProvider time;
    private readonly Action<ObjectKey> due;
    private readonly ITimer timer;

    public DelayedKeys(TimeProvider time, Action<ObjectKey> due)
    {
        this.time = time;
        this.due = due;
        timer = time.CreateTimer(static state => ((DelayedKeys)state!).Release(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(ObjectKey key, TimeSpan delay)
    {
        lock (gate)
        {
            var at = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
            if (dueOf.TryGetValue(key, out var known) && known <= at) return;
            dueOf[key] = at;
            byDue.Enqueue(key, at);
            Arm();
        }
    }

    public void Dispose() => timer.Dispose();

    private void Release()
    {
        List<ObjectKey> released = [];
        lock (gate)
        {
            while (byDue.TryPeek(out var key, out var at) && at <= time.GetTimestamp())
            {
                byDue.Dequeue();
                // An entry that an earlier one replaced is still in the heap.
                if (dueOf.TryGetValue(key, out var known) && known == at && dueOf.Remove(key)) released.Add(key);
            }

            Arm();
        }

        foreach (var key in released) due(key);
    }

    private void Arm()
    {
        if (!byDue.TryPeek(out _, out var at)) return;
        var ticks = Math.Max(0, at - time.GetTimestamp());
        // Timers count whole milliseconds: rounded up, so that Release finds the key due.
        timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(ticks * 1000.0 / time.TimestampFrequency)), Timeout.InfiniteTimeSpan);
    }
}
