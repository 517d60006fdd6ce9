using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRouting.DataPlane.Simulation.Requests;

/// <summary>A small document that a JSON schema accepts: required properties, by type. Patterns and formats are not looked at.</summary>
internal static class SchemaSample
{
    /// <summary>A schema that requires itself has no finite document; below this depth null stands for the rest.</summary>
    private const int MaxDepth = 16;

    public static string Of(JsonElement schema) => Sample(schema, schema, 0)?.ToJsonString() ?? "null";

    private static JsonNode? Sample(JsonElement at, JsonElement root, int depth)
    {
        if (at.ValueKind != JsonValueKind.Object || depth > MaxDepth) return null;
        if (at.TryGetProperty("const", out var only)) return JsonNode.Parse(only.GetRawText());
        if (at.Items("enum").FirstOrDefault() is { ValueKind: not JsonValueKind.Undefined } first) return JsonNode.Parse(first.GetRawText());
        if (at.Text("$ref") is { } path) return Sample(Resolve(root, path), root, depth + 1);
        foreach (var union in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
            if (at.Items(union).FirstOrDefault() is { ValueKind: JsonValueKind.Object } option) return Sample(option, root, depth + 1);
        return TypeOf(at) switch
        {
            "object" => Object(at, root, depth),
            "array" => Array(at, root, depth),
            "string" => "simulated".PadRight(Bound(at, "minLength", 0, 4096), '.'),
            "integer" or "number" => JsonNode.Parse(at.Child("minimum", JsonValueKind.Number)?.GetRawText() ?? "1"),
            "boolean" => true,
            _ => null,
        };
    }

    private static JsonObject Object(JsonElement at, JsonElement root, int depth)
    {
        var document = new JsonObject();
        if (at.Child("properties", JsonValueKind.Object) is not { } properties) return document;
        var required = at.Items("required").Select(r => r.GetString()).ToHashSet();
        foreach (var property in properties.EnumerateObject())
            if (required.Count == 0 || required.Contains(property.Name)) document[property.Name] = Sample(property.Value, root, depth + 1);
        return document;
    }

    private static JsonArray Array(JsonElement at, JsonElement root, int depth)
    {
        var count = Bound(at, "minItems", 1, 64);
        var items = at.Child("items", JsonValueKind.Object);
        return items is { } item && depth < MaxDepth ? [.. Enumerable.Range(0, count).Select(_ => Sample(item, root, depth + 1))] : [];
    }

    private static int Bound(JsonElement at, string name, int otherwise, int max) =>
        at.Child(name, JsonValueKind.Number) is { } value && value.TryGetInt32(out var bound) ? Math.Clamp(bound, 0, max) : otherwise;

    private static string? TypeOf(JsonElement at) =>
        at.Text("type")
        ?? at.Items("type").Select(t => t.GetString()).FirstOrDefault(t => t != "null")
        ?? (at.TryGetProperty("properties", out _) ? "object" : null);

    /// <summary>#/$defs/name, the only references OpenAI's structured outputs know.</summary>
    private static JsonElement Resolve(JsonElement root, string path)
    {
        var at = root;
        foreach (var step in path.Split('/').Skip(1))
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at)) return default;
        return at;
    }
}
