namespace LlmRouting.Contract.Manifests;

/// <summary>Byte offsets to lines and columns.</summary>
internal sealed class LineIndex
{
    private readonly List<long> _starts = [0];

    public LineIndex(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == '\n') _starts.Add(i + 1);
        }
    }

    public Position At(long offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return new Position(line + 1, (int)(offset - _starts[line]) + 1);
    }
}
