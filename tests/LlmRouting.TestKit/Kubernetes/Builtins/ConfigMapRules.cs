using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>ConfigMaps: immutable ones stay as they are.</summary>
public sealed class ConfigMapRules : KindRules
{
    public static IEnumerable<FieldError> Immutability(JsonObject value, JsonObject live)
    {
        if (live["immutable"]?.GetValue<bool>() is not true) yield break;
        if (value["immutable"]?.GetValue<bool>() is not true) yield return FieldError.Forbidden("immutable", "field is immutable when `immutable` is set");
        foreach (var name in new[] { "data", "binaryData" })
            if (!JsonNode.DeepEquals(live[name], value[name])) yield return FieldError.Forbidden(name, "field is immutable when `immutable` is set");
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live) => live is null ? [] : Immutability(value, live);
}
