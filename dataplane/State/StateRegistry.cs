using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.State;

/// <summary>Holds what outlives snapshots, keyed by UID and name, so that an edit resets nothing and a deleted and recreated object starts anew.</summary>
public sealed class StateRegistry(TimeProvider time)
{
    /// <summary>How long state is kept that no snapshot names: long enough for an edit to be undone.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Uid, string Key), Named<TierState>> tiers = [];
    private readonly Dictionary<(string Uid, string Key), Named<SplitState>> splits = [];

    /// <summary>The state of a tier, with the settings of this snapshot from now on.</summary>
    public TierState Tier(TierSnapshot tier)
    {
        var state = Get(tiers, (tier.Uid, tier.Key), () => new TierState(tier, time));
        state.Update(tier);
        return state;
    }

    /// <summary>Requests open to a tier, or to one server of it; objects that have been deleted meanwhile are counted too.</summary>
    /// <param name="baseUrl">Null: the whole tier.</param>
    public int InFlight(string tierKey, string? baseUrl)
    {
        lock (gate)
        {
            return tiers.Where(tier => tier.Key.Key == tierKey).Sum(tier => baseUrl is null ? tier.Value.Value.InFlight : tier.Value.Value.Find(baseUrl)?.InFlight ?? 0);
        }
    }

    public SplitState Split(SplitSnapshot split) => Get(splits, (split.RolloutUid, split.Rollout), () => new SplitState());

    /// <summary>Forgets what <paramref name="current"/> does not name and nothing has named for <see cref="Kept"/>. Call it on every reload and now and then.</summary>
    public void Prune(RoutingSnapshot current)
    {
        var endpoints = current.Endpoints.ToLookup(e => e.Tier, e => e.BaseUrls);
        lock (gate)
        {
            foreach (var tier in current.Tiers) Touch(tiers, (tier.Uid, tier.Key))?.Prune(endpoints[tier.Key].SelectMany(urls => urls).ToHashSet());
            foreach (var split in current.Splits) Touch(splits, (split.RolloutUid, split.Rollout));
            Forget(tiers, state => state.InFlight == 0);
            Forget(splits, _ => true);
        }
    }

    private T Get<T>(Dictionary<(string, string), Named<T>> kept, (string, string) key, Func<T> create)
    {
        lock (gate)
        {
            if (!kept.TryGetValue(key, out var named)) kept.Add(key, named = new Named<T>(create()));
            named.LastNamed = time.GetTimestamp();
            return named.Value;
        }
    }

    private T? Touch<T>(Dictionary<(string, string), Named<T>> kept, (string, string) key) where T : class
    {
        if (!kept.TryGetValue(key, out var named)) return null;
        named.LastNamed = time.GetTimestamp();
        return named.Value;
    }

    private void Forget<T>(Dictionary<(string, string), Named<T>> kept, Func<T, bool> idle)
    {
        foreach (var (key, named) in kept)
        {
            if (time.GetElapsedTime(named.LastNamed) >= Kept && idle(named.Value)) kept.Remove(key);
        }
    }
}
