using System.Text.Json.Nodes;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>A place in a schema: its path, with [] for items and {} for values of a map.</summary>
internal sealed record SchemaNode(string Path, JsonObject Schema)
{
    public string Type => Text("type")!;

    public bool IsMap => Schema.ContainsKey("additionalProperties");

    public string? Text(string field) => Schema[field]?.GetValue<string>();

    public long? Number(string field) => Schema[field]?.GetValue<long>();

    public IReadOnlyList<string> Words(string field) => [.. (Schema[field]?.AsArray() ?? []).Select(word => word!.GetValue<string>())];

    public IEnumerable<SchemaNode> Fields =>
        (Schema["properties"]?.AsObject() ?? []).Select(entry => new SchemaNode(Path.Length == 0 ? entry.Key : $"{Path}.{entry.Key}", (JsonObject)entry.Value!));

    public SchemaNode? Element =>
        Schema["items"] is JsonObject items ? new SchemaNode(Path + "[]", items)
        : Schema["additionalProperties"] is JsonObject values ? new SchemaNode(Path + "{}", values)
        : null;

    /// <summary>This node and all below it.</summary>
    public IEnumerable<SchemaNode> Descend() =>
        [this, .. Fields.SelectMany(field => field.Descend()), .. Element?.Descend() ?? []];
}
