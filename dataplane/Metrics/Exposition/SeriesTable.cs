using System.Collections.Concurrent;

namespace LlmRouting.DataPlane.Metrics.Exposition;

/// <summary>Series by labels. Finding one takes no lock; making one does.</summary>
internal sealed class SeriesTable<TSeries> where TSeries : class
{
    private readonly Lock gate = new();
    private readonly Func<TSeries> create;
    private readonly int max;
    private readonly ConcurrentDictionary<LabelSet, TSeries> series = new(LabelSetComparer.Instance);
    private readonly ConcurrentDictionary<LabelSet, TSeries>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> byTags;
    private int count;
    private volatile TSeries? overflow;

    public SeriesTable(int max, Func<TSeries> create)
    {
        this.max = max;
        this.create = create;
        byTags = series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    public TSeries Get(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        byTags.TryGetValue(tags, out var found) ? found : overflow ?? Add(tags);

    public (LabelSet Labels, TSeries Series)[] Sorted() =>
        [.. series.Select(s => (s.Key, s.Value)).OrderBy(s => s.Key.Text, StringComparer.Ordinal)];

    private TSeries Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (gate)
        {
            if (byTags.TryGetValue(tags, out var found)) return found;
            if (count == max) return overflow ??= series.GetOrAdd(LabelSet.Other(tags), create());
            count++;
            return series[LabelSet.Of(tags)] = create();
        }
    }
}
