using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Vllm;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Hands the operator's queue readings to endpoint choice, in place of readings of our own.</summary>
public sealed class LoadFeed
{
    private readonly Dictionary<string, LoadFrame> fed = new(StringComparer.Ordinal);

    /// <summary>Feeds the frames that are new since the last call; servers a snapshot does not name are passed over.</summary>
    public void Feed(FrameComposer received, RuntimeSnapshot snapshot)
    {
        var news = received.Loads.Where(frame => !fed.TryGetValue(frame.Tier, out var last) || !ReferenceEquals(last, frame)).ToDictionary(frame => frame.Tier);
        if (news.Count == 0) return;
        foreach (var tier in snapshot.Tiers)
        {
            if (news.TryGetValue(tier.Snapshot.Key, out var frame)) Feed(frame, tier);
        }

        fed.Clear();
        foreach (var frame in received.Loads) fed[frame.Tier] = frame;
    }

    private static void Feed(LoadFrame frame, RuntimeTier tier)
    {
        for (var i = 0; i < frame.BaseUrls.Count; i++)
        {
            if (Array.Find(tier.Endpoints, endpoint => endpoint.BaseUrl == frame.BaseUrls[i]) is { } endpoint)
                endpoint.Report(new QueueReading(At(frame.Running, i), At(frame.Waiting, i), At(frame.KvCache, i) / 1000.0));
        }
    }

    private static int? At(IReadOnlyList<int> figures, int place) => place < figures.Count && figures[place] >= 0 ? figures[place] : null;
}
