namespace LlmRouting.DataPlane.Classification;

/// <summary>Markdown's other fence. Tildes alone mean little ("안녕하세요~~~"), so the block must begin a line, hold a line and be closed.</summary>
internal static class Fences
{
    private const string Fence = "~~~", End = "\n~~~";
    private const int MostIndent = 3;

    /// <summary>Looks for the last end first: whatever opens before it is closed, so that a text of openings is read once and not once for each.</summary>
    public static bool Found(ReadOnlySpan<char> text)
    {
        var rest = text[..LastEnd(text)];
        for (var at = rest.IndexOf(Fence); at >= 0; at = rest.IndexOf(Fence))
        {
            var info = rest[at..].TrimStart('~');
            var line = info.IndexOf('\n');
            if (line < 0) return StartsLine(rest[..at]) && !info.Contains('~');
            if (StartsLine(rest[..at]) && !info[..line].Contains('~')) return true;
            rest = info[line..];
        }

        return false;
    }

    private static bool StartsLine(ReadOnlySpan<char> before)
    {
        var indent = before.Length - before.TrimEnd(' ').Length;
        return indent <= MostIndent && (indent == before.Length || before[^(indent + 1)] == '\n');
    }

    /// <summary>Where the last line of tildes and nothing else begins, at the line feed before it; 0: there is none.</summary>
    private static int LastEnd(ReadOnlySpan<char> text)
    {
        for (var at = text.LastIndexOf(End); at > 0; at = text[..at].LastIndexOf(End))
        {
            var after = text[(at + End.Length)..].TrimStart('~').TrimStart(' ');
            if (after.IsEmpty || after[0] is '\n' or '\r') return at;
        }

        return 0;
    }
}
