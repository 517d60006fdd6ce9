using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Patching;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>The three patches that are no apply.</summary>
public static class PatchBody
{
    public static JsonObject Apply(PatchKind kind, JsonObject live, JsonNode? body, ResourceType type) => (kind, body) switch
    {
        (PatchKind.Merge, JsonObject patch) => MergePatch.Apply(live, patch),
        (PatchKind.Json, JsonArray operations) => JsonPatch.Apply(live, operations),
        (PatchKind.Strategic, JsonObject patch) => StrategicMerge.Apply(live, patch, type.Schema),
        _ => throw Refusals.BadRequest($"error decoding patch: json: cannot unmarshal {TypeChecks.NameOf(body)} into Go value of type {(kind == PatchKind.Json ? "[]handlers.jsonPatchOp" : "map[string]interface {}")}"),
    };

    /// <summary>As Go prints a map.</summary>
    public static string GoMap(JsonNode? node) => node switch
    {
        JsonObject members => $"map[{string.Join(" ", members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{GoMap(m.Value)}"))}]",
        JsonArray items => $"[{string.Join(" ", items.Select(GoMap))}]",
        null => "<nil>",
        _ => node.ToString(),
    };

    /// <summary>kind and apiVersion cannot be patched.</summary>
    public static void RefuseKind(JsonObject wanted, ApiCall call)
    {
        var (kind, version) = ((string?)wanted["kind"] ?? "", (string?)wanted["apiVersion"] ?? "");
        if (!call.Type.IsCustom) throw Refusals.BadRequest($"no kind \"{kind}\" is registered for version \"{version}\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
        var errors = new List<FieldError>();
        if (kind != call.Type.Kind) errors.Add(FieldError.Invalid("kind", $"\"{kind}\"", $"must be {call.Type.Kind}"));
        if (version != call.Type.GroupVersion) errors.Add(FieldError.Invalid("apiVersion", $"\"{version}\"", $"must be {call.Type.GroupVersion}"));
        var group = version.Contains('/') ? version.Split('/')[0] : "";
        throw Refusals.Invalid(group, kind, call.Path.Name, errors);
    }
}
