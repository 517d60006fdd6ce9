using System.Globalization;

namespace LlmRouting.Contract.Vllm;

/// <summary>One sample of vLLM's own metrics, as a line of Prometheus text has it.</summary>
internal readonly ref struct VllmSample
{
    public ReadOnlySpan<byte> Name { get; private init; }

    /// <summary>With the braces; empty for none.</summary>
    public ReadOnlySpan<byte> Labels { get; private init; }

    public double Value { get; private init; }

    /// <summary>name{labels} value [timestamp] [# exemplar]; false for comments, other metrics, and values that are negative or no number.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out VllmSample sample)
    {
        sample = default;
        line = line.Trim(" \t\r"u8);
        var end = line.IndexOfAny("{ \t"u8);
        if (end <= 0 || !line.StartsWith("vllm:"u8)) return false;
        var rest = line[end..].TrimStart(" \t"u8);
        ReadOnlySpan<byte> labels = default;
        if (rest[0] == '{')
        {
            var length = LabelsLength(rest);
            if (length < 0) return false;
            labels = rest[..length];
            rest = rest[length..];
        }

        rest = rest.TrimStart(" \t"u8);
        var valueEnd = rest.IndexOfAny(" \t"u8);
        if (!double.TryParse(valueEnd < 0 ? rest : rest[..valueEnd], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value) || value < 0) return false;
        sample = new VllmSample { Name = line[..end], Labels = labels, Value = value };
        return true;
    }

    /// <summary>Upper bound of a histogram's bucket; null where there is none.</summary>
    public double? UpperBound()
    {
        var at = Labels.IndexOf("le=\""u8);
        if (at < 1 || Labels[at - 1] is not ((byte)'{' or (byte)',' or (byte)' ')) return null;
        var text = Labels[(at + 4)..];
        var end = text.IndexOf((byte)'"');
        if (end < 0) return null;
        if (text[..end].SequenceEqual("+Inf"u8)) return double.PositiveInfinity;
        return double.TryParse(text[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && !double.IsNaN(bound) ? bound : null;
    }

    /// <summary>Length of {…}, in which quoted values may hold braces and escaped quotes; −1 where it does not end.</summary>
    private static int LabelsLength(ReadOnlySpan<byte> labels)
    {
        var quoted = false;
        for (var i = 0; i < labels.Length; i++)
        {
            if (quoted && labels[i] == '\\') i++;
            else if (labels[i] == '"') quoted = !quoted;
            else if (!quoted && labels[i] == '}') return i + 1;
        }

        return -1;
    }
}
