using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>PersistentVolumeClaims: protected while used, and hardly changeable.</summary>
public sealed class ClaimRules : KindRules
{
    public override void Create(JsonObject value)
    {
        value["status"] = new JsonObject { ["phase"] = "Pending" };
        var finalizers = (value["metadata"]!["finalizers"] ??= new JsonArray()).AsArray();
        finalizers.Add("kubernetes.io/pvc-protection");
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        if (live is null || JsonNode.DeepEquals(Fixed(live), Fixed(value))) return [];
        return [FieldError.Forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims") with { HidesRules = false }];
    }

    private static JsonNode Fixed(JsonObject value)
    {
        var spec = value["spec"]!.DeepClone();
        spec.AsObject().Remove("resources");
        spec.AsObject().Remove("volumeName");
        return spec;
    }
}
