using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Selectors;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Deployments and ReplicaSets.</summary>
public sealed class DeploymentRules : TemplateRules
{
    public override void Default(JsonObject value, JsonObject? live)
    {
        base.Default(value, live);
        if (value["spec"] is not JsonObject spec || (string?)value["kind"] != "Deployment") return;
        if (spec["minReadySeconds"] is JsonValue zero && zero.TryGetValue(out long seconds) && seconds == 0) spec.Remove("minReadySeconds");
        if (spec["paused"] is JsonValue flag && flag.TryGetValue(out bool paused) && !paused) spec.Remove("paused");
        if (spec["strategy"] is not JsonObject strategy) return;
        if ((string?)strategy["type"] != "RollingUpdate") return;
        var rolling = (strategy["rollingUpdate"] ??= new JsonObject()).AsObject();
        rolling["maxUnavailable"] ??= "25%";
        rolling["maxSurge"] ??= "25%";
    }

    public override bool Generates(JsonObject live, JsonObject value) =>
        base.Generates(live, value) || !JsonNode.DeepEquals(live["metadata"]!["annotations"], value["metadata"]!["annotations"]) && Same(live, value);

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        var spec = value["spec"] as JsonObject;
        if ((long?)spec?["replicas"] is < 0 and var replicas)
            yield return FieldError.Invalid("spec.replicas", $"{replicas}", "must be greater than or equal to 0");
        var selector = spec?["selector"] as JsonObject;
        if (selector is null || selector.Count == 0) yield return FieldError.Required("spec.selector") with { HidesRules = false };
        if (live is not null && !JsonNode.DeepEquals(live["spec"]?["selector"], selector))
            yield return FieldError.Invalid("spec.selector", Wire.Text(selector), "field is immutable");
        var labels = spec?["template"]?["metadata"]?["labels"] as JsonObject;
        if (selector is { Count: > 0 } && !LabelSelector.Of(selector).Matches(labels))
            yield return FieldError.Invalid("spec.template.metadata.labels", labels is null ? "null" : Wire.Text(labels), "`selector` does not match template `labels`");
        foreach (var error in PodChecks.Of(spec?["template"]?["spec"] as JsonObject, "spec.template.spec")) yield return error;
    }

    /// <summary>Writes through /status carry the controller's revision annotation along; they do not move generation.</summary>
    private static bool Same(JsonObject live, JsonObject value) => JsonNode.DeepEquals(live["status"], value["status"]);
}
