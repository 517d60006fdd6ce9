using System.Text;
using System.Text.Json;

namespace LlmRouting.Contract.Manifests;

/// <summary>JSON to nodes, one root after the other. YAML readers differ in JSON's escapes and tabs, so JSON is read as JSON.</summary>
internal static class JsonComposer
{
    public static IReadOnlyList<ManifestNode> Compose(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = ReadLimits.Depth });
        var lines = new LineIndex(utf8);
        var roots = new List<ManifestNode>();
        try
        {
            while (reader.Read()) roots.Add(Value(ref reader, lines));
        }
        catch (JsonException e)
        {
            var position = new Position((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            throw new ManifestSyntaxException(position, $"not JSON: {Sentence(e)}");
        }

        return roots;
    }

    private static string Sentence(JsonException e) =>
        e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var cut and > 0 ? e.Message[..cut].TrimEnd('.') : e.Message;

    private static ManifestNode Value(ref Utf8JsonReader reader, LineIndex lines)
    {
        var position = lines.At(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new MappingNode(position, Entries(ref reader, lines)),
            JsonTokenType.StartArray => new SequenceNode(position, Items(ref reader, lines)),
            JsonTokenType.String => new ScalarNode(position, Text(ref reader, position), Plain: false),
            _ => new ScalarNode(position, Encoding.UTF8.GetString(reader.ValueSpan), Plain: true),
        };
    }

    private static List<MappingEntry> Entries(ref Utf8JsonReader reader, LineIndex lines)
    {
        var entries = new List<MappingEntry>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var position = lines.At(reader.TokenStartIndex);
            var key = new ScalarNode(position, Text(ref reader, position), Plain: false);
            reader.Read();
            entries.Add(new MappingEntry(key, Value(ref reader, lines)));
        }

        return entries;
    }

    private static List<ManifestNode> Items(ref Utf8JsonReader reader, LineIndex lines)
    {
        var items = new List<ManifestNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Value(ref reader, lines));
        return items;
    }

    private static string Text(ref Utf8JsonReader reader, Position position)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ManifestSyntaxException(position, "not JSON: half of a surrogate pair");
        }
    }
}
