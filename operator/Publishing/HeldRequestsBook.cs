using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>Requests that wait for a server, over all data planes. What a pod said holds for <paramref name="validFor"/>, then it is gone with its reporter.</summary>
/// <param name="validFor">Some report intervals.</param>
public sealed class HeldRequestsBook(TimeProvider time, TimeSpan validFor)
{
    /// <summary>Two reports that only say that nothing changed, and some seconds.</summary>
    public static readonly TimeSpan DefaultValidity = TimeSpan.FromSeconds(25);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Gateway, string PodUid), Entry> entries = [];

    /// <summary>Raised with the tier keys whose total may be another; never under a lock.</summary>
    public event Action<IReadOnlyList<string>>? Changed;

    /// <summary>Takes what a pod holds now, which replaces what it held before. For reports that were taken.</summary>
    public void Take(string gateway, Peer peer, IReadOnlyList<HeldRequests> held)
    {
        List<string> changed;
        lock (gate)
        {
            var before = entries.GetValueOrDefault((gateway, peer.PodUid))?.Held ?? [];
            var now = held.Where(item => item.Requests > 0).ToList();
            if (now.Count == 0) entries.Remove((gateway, peer.PodUid));
            else entries[(gateway, peer.PodUid)] = new Entry(now, time.GetTimestamp());
            changed = Differing(before, now);
        }

        if (changed.Count > 0) Changed?.Invoke(changed);
    }

    /// <summary>Requests that wait for the tier.</summary>
    /// <param name="tier">Tier key.</param>
    public int Total(string tier)
    {
        lock (gate)
        {
            var waiting = entries.Values.Where(IsValid).SelectMany(entry => entry.Held).Where(item => item.Tier == tier).Sum(item => (long)item.Requests);
            return (int)Math.Min(int.MaxValue, waiting);
        }
    }

    /// <summary>Lets go of what has expired; to be called every few seconds.</summary>
    public void Sweep()
    {
        List<string> changed;
        lock (gate)
        {
            var expired = entries.Where(item => !IsValid(item.Value)).ToList();
            foreach (var (key, _) in expired) entries.Remove(key);
            changed = [.. expired.SelectMany(item => item.Value.Held).Select(item => item.Tier).Distinct()];
        }

        if (changed.Count > 0) Changed?.Invoke(changed);
    }

    private bool IsValid(Entry entry) => time.GetElapsedTime(entry.Heard) < validFor;

    private static List<string> Differing(IReadOnlyList<HeldRequests> before, IReadOnlyList<HeldRequests> now)
    {
        var counts = before.Select(item => (item.Tier, Requests: -(long)item.Requests)).Concat(now.Select(item => (item.Tier, Requests: (long)item.Requests)));
        return [.. counts.GroupBy(item => item.Tier).Where(tier => tier.Sum(item => item.Requests) != 0).Select(tier => tier.Key)];
    }

    private sealed record Entry(IReadOnlyList<HeldRequests> Held, long Heard);
}
