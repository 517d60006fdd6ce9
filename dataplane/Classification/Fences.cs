namespace LlmRouting.DataPlane.Classification;

/// <summary>Markdown's other fence. Tildes alone mean little ("안녕하세요~~~"), so the block must begin a line, hold a line and be closed.</summary>
internal static class Fences
{
    private const string Fence = "~~~", End = "\n~~~";
    private const int MostIndent = 3;

    public static bool IsClosedBlock(ReadOnlySpan<char> text, int at) =>
        text[at..].StartsWith(Fence) && StartsLine(text[..at]) && HasInfoAndEnd(text[(at + Fence.Length)..].TrimStart('~'));

    private static bool StartsLine(ReadOnlySpan<char> before)
    {
        var indent = before.Length - before.TrimEnd(' ').Length;
        return indent <= MostIndent && (indent == before.Length || before[^(indent + 1)] == '\n');
    }

    private static bool HasInfoAndEnd(ReadOnlySpan<char> rest)
    {
        var line = rest.IndexOf('\n');
        return line >= 0 && !rest[..line].Contains('~') && HasEnd(rest[line..]);
    }

    /// <summary>A later line of tildes and nothing else.</summary>
    private static bool HasEnd(ReadOnlySpan<char> rest)
    {
        for (var at = rest.IndexOf(End); at >= 0; at = rest.IndexOf(End))
        {
            rest = rest[(at + End.Length)..].TrimStart('~').TrimStart(' ');
            if (rest.IsEmpty || rest[0] is '\n' or '\r') return true;
        }
        return false;
    }
}
