using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Tables;

/// <summary>A column and how a cell of it is computed.</summary>
public sealed record TableColumn(string Name, string Type, Func<JsonObject, DateTimeOffset, JsonNode?> Cell)
{
    public string Format { get; init; } = "";

    public string Description { get; init; } = "";

    public int Priority { get; init; }
}
