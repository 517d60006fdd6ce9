namespace LlmRouting.Contract.Manifests;

/// <summary>Where the parser is more lenient than kubectl's, which then refuses the manifest or reads it differently.</summary>
internal static class YamlStrictness
{
    private const string NeverFirst = "|>@`%!&*#,[]{}\"'";

    /// <summary>The first character that no manifest may hold as it is, or -1: control characters, and line ends that are none to every reader.</summary>
    public static int FindForbidden(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')) return i;
            if (text[i] is < ' ' and not ('\t' or '\n' or '\r') or (>= '\u007f' and <= '\u009f') or '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff') return i;
        }

        return -1;
    }

    /// <summary>Whether a scalar without quotes has to have them.</summary>
    public static bool NeedsQuotes(ReadOnlySpan<char> plain, bool inFlow)
    {
        if (plain.Length == 0) return false;
        if (NeverFirst.Contains(plain[0])) return true;
        if (plain[0] is ':' or '-' or '?' && (plain.Length == 1 || plain[1] is ' ' or '\t' or '\n')) return true;
        return inFlow && (plain[0] == ':' || plain[^1] == '?' || plain.Contains("? ", StringComparison.Ordinal));
    }

    /// <summary>Whether a colon stands where it ends a key to the parser and is part of a word to kubectl's: <c>[a:, b]</c>.</summary>
    /// <param name="after">The line from the empty value on.</param>
    public static bool IsTightColon(ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        before.EndsWith(":") && after.Length > 0 && (after[0] is ',' or ']' or '}');

    /// <summary>Whether a tab stands where kubectl's parser takes spaces only.</summary>
    /// <param name="before">The line up to a value in block style.</param>
    public static bool IsTabIndent(ReadOnlySpan<char> before) => before.Contains('\t') && before.IndexOfAnyExcept(" \t-?") < 0;
}
