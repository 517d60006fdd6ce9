using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>RBAC bindings: API groups of subjects; the role stays.</summary>
public sealed class BindingRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live)
    {
        foreach (var subject in (value["subjects"] as JsonArray ?? []).OfType<JsonObject>())
            if ((string?)subject["kind"] is "User" or "Group") subject["apiGroup"] ??= "rbac.authorization.k8s.io";
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live) =>
        live is not null && !JsonNode.DeepEquals(live["roleRef"], value["roleRef"])
            ? [FieldError.Invalid("roleRef", Wire.Text(value["roleRef"]), "cannot change roleRef")] : [];
}
