using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Builders;

/// <summary>Objects without nulls, maps in ordinal order.</summary>
internal static class Json
{
    public static JsonObject Of(params (string Name, JsonNode? Value)[] members)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null) result.Add(name, value);
        }

        return result;
    }

    public static JsonArray List(params IEnumerable<JsonNode?> items) => new([.. items.Where(item => item is not null)]);

    public static JsonArray Strings(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);

    /// <summary>Null for an empty list, which no apply should own.</summary>
    public static JsonArray? Some(IEnumerable<JsonNode?> items) => List(items) is { Count: > 0 } list ? list : null;

    /// <summary>Null for an empty map.</summary>
    public static JsonObject? Map(IEnumerable<KeyValuePair<string, string>>? entries)
    {
        var result = new JsonObject();
        foreach (var (key, value) in (entries ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal)) result.Add(key, value);
        return result.Count > 0 ? result : null;
    }
}
