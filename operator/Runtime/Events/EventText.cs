using System.Text;

namespace LlmRouting.Operator.Runtime.Events;

/// <summary>Fits text into the API's limits.</summary>
public static class EventText
{
    /// <summary>Longest note in bytes of UTF-8.</summary>
    public const int MaxNote = 1024;

    private const string More = "…";

    /// <summary>The text, or as many whole characters of it as fit before an ellipsis.</summary>
    public static string Fit(string text, int bytes = MaxNote)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes) return text;
        var left = bytes - Encoding.UTF8.GetByteCount(More);
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0) break;
            kept.Append(rune.ToString());
        }

        return kept.Append(More).ToString();
    }
}
