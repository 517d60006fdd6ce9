namespace LlmRouting.Contract.Manifests;

/// <summary>Cuts a file at lines that begin with <c>---</c>, as kubectl does, so that a broken document does not hide the next.</summary>
internal static class DocumentSplitter
{
    public static IEnumerable<DocumentText> Split(string text)
    {
        var start = 0;
        var firstLine = 1;
        var line = 1;
        Position? fault = null;
        for (var at = 0; at < text.Length; at = NextLine(text, at), line++)
        {
            if (!text.AsSpan(at).StartsWith("---", StringComparison.Ordinal)) continue;
            yield return new DocumentText(text[start..at], firstLine, fault);
            fault = HasContent(text, at + 3) ? new Position(line, 4) : null;
            start = NextLine(text, at);
            firstLine = line + 1;
        }

        yield return new DocumentText(text[start..], firstLine, fault);
    }

    private static int NextLine(string text, int at) =>
        text.IndexOf('\n', at) is var end and >= 0 ? end + 1 : text.Length;

    private static bool HasContent(string text, int at)
    {
        var rest = text.AsSpan(at, NextLine(text, at) - at).Trim();
        return rest.Length > 0 && rest[0] != '#';
    }
}
