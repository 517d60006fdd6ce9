using System.Globalization;
using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Tables;

/// <summary>Values as a table shows them.</summary>
public static class Cells
{
    public static JsonNode? Of(JsonNode? value, string type, DateTimeOffset now) => type switch
    {
        _ when value is null => null,
        "date" => Age(value, now),
        "string" => value is JsonValue v && v.TryGetValue(out string? text) ? text : value.ToJsonString(),
        _ => value.DeepClone(),
    };

    /// <summary>Time since a timestamp as kubectl writes it: 5s, 3m20s, 2h, 4d.</summary>
    public static string Age(JsonNode? stamp, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse((string?)stamp, CultureInfo.InvariantCulture, out var then)) return "<unknown>";
        var seconds = Math.Max(0, (long)(now - then).TotalSeconds);
        return Human(seconds);
    }

    private static string Human(long s) => s switch
    {
        < 120 => $"{s}s",
        < 600 => s % 60 == 0 ? $"{s / 60}m" : $"{s / 60}m{s % 60}s",
        < 3 * 3600 => $"{s / 60}m",
        < 8 * 3600 => s / 60 % 60 == 0 ? $"{s / 3600}h" : $"{s / 3600}h{s / 60 % 60}m",
        < 48 * 3600 => $"{s / 3600}h",
        < 8 * 86400 => s / 3600 % 24 == 0 ? $"{s / 86400}d" : $"{s / 86400}d{s / 3600 % 24}h",
        _ => $"{s / 86400}d",
    };
}
