using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>CustomResourceDefinitions: the few checks that a test may rely on. Schemas and CEL are taken as they are.</summary>
public sealed class CrdRules : KindRules
{
    public override void Create(JsonObject value) => value["status"] = new JsonObject();

    public override void Default(JsonObject value, JsonObject? live)
    {
        if (value["spec"] is not JsonObject spec || spec["names"] is not JsonObject names) return;
        names["singular"] ??= ((string?)names["kind"])?.ToLowerInvariant();
        names["listKind"] ??= $"{names["kind"]}List";
        spec["conversion"] ??= new JsonObject { ["strategy"] = "None" };
        var status = (value["status"] ??= new JsonObject()).AsObject();
        status.TryAdd("conditions", null);
        var accepted = (status["acceptedNames"] ??= new JsonObject()).AsObject();
        foreach (var name in new[] { "plural", "kind" }) accepted[name] ??= "";
        status["storedVersions"] ??= new JsonArray([.. (spec["versions"] as JsonArray ?? []).Where(v => v!["storage"]?.GetValue<bool>() ?? false).Select(v => v!["name"]!.DeepClone())]);
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        var (spec, name) = (value["spec"]!.AsObject(), (string)value["metadata"]!["name"]!);
        var wanted = $"{spec["names"]?["plural"]}.{spec["group"]}";
        if (name != wanted) yield return FieldError.Invalid("metadata.name", $"\"{name}\"", "must be spec.names.plural+\".\"+spec.group");
        foreach (var field in new[] { "scope", "group" })
            if (live is not null && !JsonNode.DeepEquals(live["spec"]![field], spec[field]))
                yield return FieldError.Invalid($"spec.{field}", $"\"{spec[field]}\"", "field is immutable");
        if ((spec["versions"] as JsonArray ?? []).Count(v => v!["storage"]?.GetValue<bool>() ?? false) != 1)
            yield return FieldError.Invalid("spec.versions", "[]", "must have exactly one version marked as storage version");
    }
}
