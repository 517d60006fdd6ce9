using LlmRouting.Contract.Frames;

namespace LlmRouting.DataPlane.State;

/// <summary>One side of one epoch of a rollout, the last hour of it. Thread-safe.</summary>
internal sealed class CanarySeries(string rolloutUid, int epoch, CanarySide side)
{
    private readonly Lock gate = new();
    private readonly List<CanaryBucket> buckets = [];
    private bool isNew = true;
    private bool isSaid = true;
    private bool hasNewFailures;

    /// <summary>Whether there is a failure that the operator should hear of at once: one of a canary's.</summary>
    public bool IsUrgent => side == CanarySide.Canary && Volatile.Read(ref hasNewFailures);

    /// <summary>Whether nothing of it can be said any more. One that is about to count its first request has everything to say.</summary>
    public bool IsOver(long oldest)
    {
        lock (gate) return !isNew && buckets.TrueForAll(bucket => bucket.Number < oldest);
    }

    /// <param name="oldest">Buckets before it are let go of.</param>
    public void Count(long bucket, long oldest, bool failed, uint caller)
    {
        lock (gate)
        {
            // Whoever was overtaken on the way here counts in the next bucket.
            if (buckets.Count == 0 || buckets[^1].Number < bucket)
            {
                buckets.RemoveAll(old => old.Number < oldest);
                buckets.Add(new CanaryBucket(bucket));
            }

            buckets[^1].Count(failed, caller);
            (isNew, isSaid) = (false, false);
            if (failed) Volatile.Write(ref hasNewFailures, true);
        }
    }

    /// <summary>What the operator has not been told, whole buckets.</summary>
    public IReadOnlyList<CanaryCounter> Unsaid(long oldest, double secondsNow)
    {
        lock (gate)
        {
            if (isSaid) return [];
            if (buckets.RemoveAll(old => old.Number < oldest) > 0) Look();
            return [.. buckets.Where(bucket => !bucket.IsSaid).Select(bucket => Counter(bucket, secondsNow))];
        }
    }

    public void Said(CanaryCounter counter)
    {
        lock (gate)
        {
            buckets.Find(bucket => bucket.Number == counter.Bucket)?.Said(counter.Requests, counter.Failures);
            Look();
        }
    }

    /// <summary>Whoever listens now has heard nothing.</summary>
    public void SayAgain()
    {
        lock (gate)
        {
            buckets.ForEach(bucket => bucket.SayAgain());
            Look();
        }
    }

    private void Look()
    {
        isSaid = buckets.TrueForAll(bucket => bucket.IsSaid);
        Volatile.Write(ref hasNewFailures, buckets.Exists(bucket => bucket.HasNewFailures));
    }

    private CanaryCounter Counter(CanaryBucket bucket, double secondsNow) => new()
    {
        RolloutUid = rolloutUid,
        Epoch = epoch,
        Side = side,
        Bucket = bucket.Number,
        BeganSecondsAgo = Math.Max(0, secondsNow - (bucket.Number * CanaryState.BucketLength.TotalSeconds)),
        Requests = bucket.Requests,
        Failures = bucket.Failures,
        Callers = bucket.Callers.ToArray(),
        FailedCallers = bucket.FailedCallers.ToArray(),
    };
}
