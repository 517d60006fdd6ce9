using System.Globalization;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Selection;

/// <summary>Reads the queue figures out of a server's <c>/metrics</c>: Prometheus text, the names of old and new vLLM (S0.24a). Lines it cannot read are passed over.</summary>
public static class VllmMetricsParser
{
    /// <summary>Running and waiting are summed over label sets (one a model or engine); of the cache usages the largest counts.</summary>
    public static QueueReading Parse(ReadOnlySpan<byte> text)
    {
        double? running = null, waiting = null, usage = null;
        foreach (var range in text.Split((byte)'\n'))
        {
            if (!TryReadSample(text[range], out var name, out var value)) continue;
            if (name.SequenceEqual("vllm:num_requests_running"u8)) running = (running ?? 0) + value;
            else if (name.SequenceEqual("vllm:num_requests_waiting"u8)) waiting = (waiting ?? 0) + value;
            else if (name.SequenceEqual("vllm:kv_cache_usage_perc"u8) || name.SequenceEqual("vllm:gpu_cache_usage_perc"u8)) usage = Math.Max(usage ?? 0, value);
        }
        return new QueueReading(Whole(running), Whole(waiting), usage);
    }

    private static int? Whole(double? count) => count is { } known ? (int)Math.Min(Math.Round(known), int.MaxValue / 2) : null;

    /// <summary>name{labels} value [timestamp] [# exemplar]; false for comments, other metrics, and values that are negative or no number.</summary>
    private static bool TryReadSample(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out double value)
    {
        line = line.Trim(" \t\r"u8);
        var end = line.IndexOfAny("{ \t"u8);
        name = end > 0 ? line[..end] : default;
        value = 0;
        if (!name.StartsWith("vllm:"u8)) return false;
        var rest = line[end..].TrimStart(" \t"u8);
        if (rest[0] == '{')
        {
            var labels = LabelsLength(rest);
            if (labels < 0) return false;
            rest = rest[labels..];
        }
        rest = rest.TrimStart(" \t"u8);
        var valueEnd = rest.IndexOfAny(" \t"u8);
        return double.TryParse(valueEnd < 0 ? rest : rest[..valueEnd], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && value >= 0;
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
