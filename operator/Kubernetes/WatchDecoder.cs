using System.Text.Json;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Lines of a watch to events.</summary>
internal static class WatchDecoder
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    public static WatchEvent<T> Decode<T>(ReadOnlyMemory<byte> line, Func<JsonElement, T> decode)
    {
        using var document = Parse(line);
        var item = document.RootElement.Member("object") ?? throw ApiItem.Undecodable("an event of a watch has no object");
        var metadata = item.Member("metadata") ?? default;
        return document.RootElement.Text("type") switch
        {
            "ADDED" => new(WatchEventType.Added, decode(item), metadata.Text("resourceVersion")),
            "MODIFIED" => new(WatchEventType.Modified, decode(item), metadata.Text("resourceVersion")),
            "DELETED" => new(WatchEventType.Deleted, decode(item), metadata.Text("resourceVersion")),
            "BOOKMARK" => new(WatchEventType.Bookmark, default, metadata.Text("resourceVersion"), metadata.Member("annotations")?.Text(InitialEventsEnd) == "true"),
            "ERROR" => new(WatchEventType.Error, default, ResourceVersion: null, Error: StatusDecoder.OfEvent(item)),
            var type => throw ApiItem.Undecodable($"an event of a watch has the type {type ?? "null"}"),
        };
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw ApiItem.Undecodable($"an event of a watch is no JSON: {e.Message}", e);
        }
    }
}
