using System.Buffers;

namespace LlmRouting.DataPlane.Classification;

/// <summary>One vectorised search for several words. Words of one script search faster than a mixture, which has no common first bytes to look for.</summary>
internal sealed class KeywordScan(string[] words)
{
    private readonly SearchValues<string>? values = words.Length == 0 ? null : SearchValues.Create(words, StringComparison.Ordinal);

    public ReadOnlySpan<string> Words => words;

    /// <summary>Index of the first occurrence of any of them, or −1.</summary>
    public int Next(ReadOnlySpan<char> text) => values is null ? -1 : text.IndexOfAny(values);
}
