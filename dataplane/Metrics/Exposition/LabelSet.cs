using System.Globalization;

namespace LlmRouting.DataPlane.Metrics.Exposition;

/// <summary>The labels of one series.</summary>
internal sealed class LabelSet
{
    private LabelSet(KeyValuePair<string, string>[] labels)
    {
        Labels = labels;
        Text = string.Join(',', labels.Select(l => $"{l.Key}=\"{PrometheusText.EscapeLabel(l.Value)}\""));
    }

    public KeyValuePair<string, string>[] Labels { get; }

    /// <summary>As it stands between the braces of a sample.</summary>
    public string Text { get; }

    public static LabelSet Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => Make(tags, static value => TextOf(value));

    /// <summary>The series that takes what came after the last that was allowed.</summary>
    public static LabelSet Other(ReadOnlySpan<KeyValuePair<string, object?>> tags) => Make(tags, static _ => "other");

    public static string TextOf(object? value) => value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static LabelSet Make(ReadOnlySpan<KeyValuePair<string, object?>> tags, Func<object?, string> text)
    {
        var labels = new KeyValuePair<string, string>[tags.Length];
        for (var i = 0; i < tags.Length; i++) labels[i] = new(tags[i].Key, text(tags[i].Value));
        return new LabelSet(labels);
    }
}
