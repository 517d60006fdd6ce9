using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>The numbers that a CRD's scale subresource points to must be numbers.</summary>
public static class ScaleChecks
{
    public static IEnumerable<FieldError> Of(JsonObject value, ResourceType type) =>
        type.Scale is { } scale ? new[] { scale.SpecReplicas, scale.StatusReplicas }.SelectMany(p => Check(value, p)) : [];

    private static IEnumerable<FieldError> Check(JsonObject value, string path)
    {
        JsonNode? node = value;
        foreach (var name in path.Split('.'))
        {
            if (node is null) yield break;
            if (node is not JsonObject members)
            {
                yield return Accessor(path, node is JsonArray ? "[] is of the type []interface {}, expected map[string]interface{}" : $"{node} is of the type {TypeChecks.NameOf(node)}, expected map[string]interface{{}}");
                yield break;
            }
            node = members[name];
        }
        if (node is null) yield break;
        if (TypeChecks.NameOf(node) != "integer") yield return Accessor(path, $"{node} is of the type {TypeChecks.NameOf(node)}, expected int64");
        else if ((long)node < 0) yield return FieldError.Invalid("." + path, Wire.Text(node), "should be a non-negative integer");
    }

    private static FieldError Accessor(string path, string problem) => FieldError.Invalid("." + path, "0", $".{path} accessor error: {problem}");
}
