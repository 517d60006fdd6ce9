using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>events.k8s.io Events: what must be there, what must not, and where they live.</summary>
public sealed class EventRules : KindRules
{
    private static readonly string[] Deprecated = ["deprecatedCount", "deprecatedFirstTimestamp", "deprecatedLastTimestamp"];

    public override void Default(JsonObject value, JsonObject? live)
    {
        foreach (var name in new[] { "deprecatedFirstTimestamp", "deprecatedLastTimestamp" }) value.TryAdd(name, null);
        value.TryAdd("eventTime", null);
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        if (live is not null) yield break;
        var home = (string?)value["regarding"]?["namespace"] ?? "";
        var ns = (string?)value["metadata"]!["namespace"] ?? "";
        if (home.Length == 0 ? ns is not ("default" or "kube-system") : home != ns)
            yield return FieldError.Invalid("involvedObject.namespace", $"\"{home}\"", "does not match event.namespace");
        if (value["eventTime"] is null) yield return FieldError.Required("eventTime");
        foreach (var name in new[] { "reportingController", "reportingInstance", "action", "reason" })
            if ((string?)value[name] is null or "") yield return FieldError.Required(name);
        if ((string?)value["type"] is not ("Normal" or "Warning")) yield return FieldError.Invalid("type", $"\"{value["type"]}\"", "");
        if (((string?)value["note"])?.Length > 1024) yield return FieldError.Invalid("note", "\"\"", "can have at most 1024 characters");
        foreach (var name in Deprecated)
            if (value[name] is { } set && set.ToString() != "0") yield return FieldError.Invalid(name, $"{set}", "needs to be unset");
    }
}
