using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Where two normalised bodies differ.</summary>
public static class JsonComparer
{
    /// <param name="subset">The expected body was cut: members that it lacks may be there; nulls may be missing.</param>
    /// <returns>The first difference; null when there is none.</returns>
    public static string? Difference(JsonNode? expected, JsonNode? actual, bool subset, string path = "$") => (expected, actual) switch
    {
        (JsonObject e, JsonObject a) => Members(e, a, subset, path),
        (JsonArray e, JsonArray a) => Items(e, a, subset, path),
        (JsonValue v, not null) when subset && v.TryGetValue(out string? text) && text.StartsWith('<') && text.EndsWith('>') && text.Contains(' ') => null,
        (JsonValue name, JsonObject item) when subset && name.TryGetValue(out string? text) && (string?)item["metadata"]?["name"] == text => null,
        _ => JsonNode.DeepEquals(expected, actual) ? null : $"{path}: expected {Show(expected)}, got {Show(actual)}",
    };

    private static string? Members(JsonObject expected, JsonObject actual, bool subset, string path)
    {
        foreach (var (name, value) in expected)
        {
            if (subset && value is null && actual[name] is null) continue;
            if (!actual.ContainsKey(name)) return $"{path}.{name}: missing, expected {Show(value)}";
            if (Difference(value, actual[name], subset, $"{path}.{name}") is { } difference) return difference;
        }
        if (subset) return null;
        var extra = actual.FirstOrDefault(m => !expected.ContainsKey(m.Key));
        return extra.Key is null ? null : $"{path}.{extra.Key}: not expected: {Show(extra.Value)}";
    }

    private static string? Items(JsonArray expected, JsonArray actual, bool subset, string path)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
            if (Difference(expected[i], actual[i], subset, $"{path}[{i}]") is { } difference) return difference;
        return expected.Count == actual.Count ? null : $"{path}: expected {expected.Count} items, got {actual.Count}";
    }

    private static string Show(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length > 300 ? text[..300] + "…" : text;
    }
}
