namespace LlmRouting.DataPlane.Metrics.Exposition;

/// <summary>Finds a series by a measurement's tags without making a key of them. Tags of a metric always come in the same order.</summary>
internal sealed class LabelSetComparer
    : IEqualityComparer<LabelSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, LabelSet>
{
    public static readonly LabelSetComparer Instance = new();

    public bool Equals(LabelSet? x, LabelSet? y) => string.Equals(x?.Text, y?.Text);

    public int GetHashCode(LabelSet labels)
    {
        var hash = 0;
        foreach (var (_, value) in labels.Labels) hash = Mix(hash, value);
        return hash;
    }

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> tags, LabelSet labels)
    {
        if (tags.Length != labels.Labels.Length) return false;
        for (var i = 0; i < tags.Length; i++)
        {
            if (!Same(tags[i], labels.Labels[i])) return false;
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = 0;
        foreach (var tag in tags) hash = Mix(hash, LabelSet.TextOf(tag.Value));
        return hash;
    }

    public LabelSet Create(ReadOnlySpan<KeyValuePair<string, object?>> tags) => LabelSet.Of(tags);

    private static bool Same(KeyValuePair<string, object?> tag, KeyValuePair<string, string> label) =>
        string.Equals(LabelSet.TextOf(tag.Value), label.Value) && string.Equals(tag.Key, label.Key);

    private static int Mix(int hash, string value) => unchecked((hash * 31) + value.GetHashCode());
}
