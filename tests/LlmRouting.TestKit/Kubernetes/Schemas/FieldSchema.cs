using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Schemas;

/// <param name="Present">A built-in's struct that is always written, were it only as <c>{}</c>.</param>
/// <param name="Pointer">A built-in's text that may be empty and still be there.</param>
/// <param name="Required">A built-in's field that is written even when empty; never "added" by a managed field.</param>
public sealed record FieldSchema(TypeSchema Type, JsonNode? Default = null, bool Present = false, bool Required = false, bool Pointer = false);
