namespace LlmRouting.DataPlane.State;

/// <summary>Keeps retries and fallbacks into a tier to a share of its requests over the last 10 s, so that a failing tier is not hit harder (DESIGN §5).</summary>
public sealed class RetryBudget(TimeProvider time)
{
    private const int Seconds = 10;

    private readonly Lock gate = new();
    private readonly long origin = time.GetTimestamp();
    private readonly int[] requests = new int[Seconds];
    private readonly int[] retries = new int[Seconds];
    private long requestsInWindow;
    private long retriesInWindow;
    private long second;

    /// <summary>A first attempt; retries and fallbacks are not counted here.</summary>
    public void CountRequest()
    {
        lock (gate)
        {
            requests[Roll()]++;
            requestsInWindow++;
        }
    }

    /// <summary>Takes one retry. Allowed below <paramref name="percent"/> (0..100) of the window's requests, and always for the first <paramref name="minPerSecond"/> of a second.</summary>
    public bool TryWithdraw(int percent, int minPerSecond)
    {
        lock (gate)
        {
            var slot = Roll();
            var withinShare = (retriesInWindow + 1) * 100 <= requestsInWindow * percent;
            if (!withinShare && retries[slot] >= minPerSecond) return false;
            retries[slot]++;
            retriesInWindow++;
            return true;
        }
    }

    private int Roll()
    {
        var now = time.GetElapsedTime(origin).Ticks / TimeSpan.TicksPerSecond;
        var stale = Math.Min(now - second, Seconds);
        for (var i = 1; i <= stale; i++) Forget((int)((now - stale + i) % Seconds));
        if (now > second) second = now;
        return (int)(second % Seconds);
    }

    private void Forget(int slot)
    {
        requestsInWindow -= requests[slot];
        retriesInWindow -= retries[slot];
        requests[slot] = 0;
        retries[slot] = 0;
    }
}
