using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Bodies → nodes, built at once. The last of duplicate keys wins and is reported.</summary>
public static class JsonReading
{
    /// <exception cref="JsonException">No JSON, or something behind it.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8, List<string>? duplicates = null)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        var value = Value(ref reader, "", duplicates);
        if (reader.Read()) throw new JsonException("more than one value");
        return value;
    }

    private static JsonNode? Value(ref Utf8JsonReader reader, string path, List<string>? duplicates) => reader.TokenType switch
    {
        JsonTokenType.StartObject => Members(ref reader, path, duplicates),
        JsonTokenType.StartArray => Items(ref reader, path, duplicates),
        JsonTokenType.String => JsonValue.Create(reader.GetString()),
        JsonTokenType.Number => reader.TryGetInt64(out var whole) ? JsonValue.Create(whole) : double.IsFinite(reader.GetDouble()) ? JsonValue.Create(reader.GetDouble()) : throw new JsonException("a number beyond float64"),
        JsonTokenType.True => JsonValue.Create(true),
        JsonTokenType.False => JsonValue.Create(false),
        _ => null,
    };

    private static JsonObject Members(ref Utf8JsonReader reader, string path, List<string>? duplicates)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            var place = duplicates is null ? "" : path.Length == 0 ? name : $"{path}.{name}";
            if (result.ContainsKey(name)) duplicates?.Add(place);
            result[name] = Value(ref reader, place, duplicates);
        }
        return result;
    }

    private static JsonArray Items(ref Utf8JsonReader reader, string path, List<string>? duplicates)
    {
        var result = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            result.Add(Value(ref reader, duplicates is null ? "" : $"{path}[{result.Count}]", duplicates));
        return result;
    }
}
