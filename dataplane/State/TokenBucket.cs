namespace LlmRouting.DataPlane.State;

/// <summary>A bucket that holds a limit's whole capacity when full and refills evenly over its window. Not thread-safe. Exact: integers only.</summary>
internal struct TokenBucket
{
    // What is missing from full, in units × ticks of the window: a tick refills exactly `capacity` of it.
    private Int128 missing;
    private long capacity;
    private long window;
    private long at;

    /// <summary>Refills up to <paramref name="now"/>. An edited limit keeps the units that were used, up to an empty bucket.</summary>
    /// <param name="now">Ticks of 100 ns on a clock that never goes back.</param>
    /// <param name="isShare">Whether a change of capacity is another share of the same limit: as much of it is used as before, and debt takes as long to pay.</param>
    public void Refill(long now, long newCapacity, long newWindow, bool isShare)
    {
        if (now != at) missing = Int128.Max(0, missing - ((Int128)(now - at) * capacity));
        at = now;
        if (newCapacity == capacity && newWindow == window) return;
        // Rounded up: however often the share changes, nothing is given back.
        if (isShare && capacity > 0) missing = ((missing * newCapacity) + capacity - 1) / capacity;
        else if (window > 0) missing = Int128.Min(missing / window, newCapacity) * newWindow;
        capacity = newCapacity;
        window = newWindow;
    }

    public readonly bool IsFull => missing == 0;

    /// <summary>Whole units that are there; 0 when in debt.</summary>
    public readonly long Remaining => (long)Int128.Max(0, (Whole - missing) / window);

    /// <summary>Time until full.</summary>
    public readonly TimeSpan Reset => Over(missing);

    /// <summary>Time until <paramref name="units"/> may be taken; zero when now. More than the capacity may be taken from a full bucket, or it could never be.</summary>
    public readonly TimeSpan Wait(long units) => Over(missing - (Whole - ((Int128)Math.Min(units, Math.Max(1, capacity)) * window)));

    /// <summary>Takes units, into debt if need be; negative gives back, up to full.</summary>
    public void Take(long units) => missing = Int128.Max(0, missing + ((Int128)units * window));

    private readonly Int128 Whole => (Int128)capacity * window;

    // A request may claim more than ticks can count, and a negative wait would let everybody in.
    private readonly TimeSpan Over(Int128 lack) =>
        lack <= 0 ? TimeSpan.Zero : new TimeSpan(capacity == 0 ? window : (long)Int128.Min((lack + capacity - 1) / capacity, TimeSpan.MaxValue.Ticks));
}
