using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>HorizontalPodAutoscalers: a metric when there is none, policies where behaviour is only half said.</summary>
public sealed class AutoscalerRules : KindRules
{
    public override void Create(JsonObject value) => value["status"] = new JsonObject { ["desiredReplicas"] = 0L, ["currentMetrics"] = null };

    public override void Default(JsonObject value, JsonObject? live)
    {
        if (value["spec"] is not JsonObject spec) return;
        spec["metrics"] ??= JsonNode.Parse("""[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]""");
        if (value["status"] is JsonObject status)
        {
            status["desiredReplicas"] ??= 0L;
            status.TryAdd("currentMetrics", null);
        }
        if (spec["behavior"] is not JsonObject behavior) return;
        Fill((behavior["scaleUp"] ??= new JsonObject()).AsObject(), 0, """[{"type":"Pods","value":4,"periodSeconds":15},{"type":"Percent","value":100,"periodSeconds":15}]""");
        Fill((behavior["scaleDown"] ??= new JsonObject()).AsObject(), null, """[{"type":"Percent","value":100,"periodSeconds":15}]""");
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        var (least, most) = ((long?)value["spec"]?["minReplicas"] ?? 1, (long?)value["spec"]?["maxReplicas"] ?? 0);
        if (least < 1) yield return FieldError.Invalid("spec.minReplicas", $"{least}", "must be greater than or equal to 1");
        if (most < 1) yield return FieldError.Invalid("spec.maxReplicas", $"{most}", "must be greater than 0");
        if (most < least) yield return FieldError.Invalid("spec.maxReplicas", $"{most}", "must be greater than or equal to `minReplicas`");
        var target = value["spec"]?["scaleTargetRef"];
        foreach (var name in new[] { "kind", "name" })
            if ((string?)target?[name] is null or "") yield return FieldError.Required($"spec.scaleTargetRef.{name}");
        if ((string?)target?["apiVersion"] is null or "" && (string?)target?["kind"] is not ("ReplicationController" or null)) yield return FieldError.Invalid("spec.scaleTargetRef.apiVersion", "\"\"", "apiVersion must specify API group");
        var metrics = value["spec"]?["metrics"] as JsonArray ?? [];
        for (var i = 0; i < metrics.Count; i++)
            if (metrics[i]?["external"]?["target"] is { } wanted && wanted["value"] is null && wanted["averageValue"] is null)
                yield return new FieldError("FieldValueRequired", $"spec.metrics[{i}].external.target.averageValue", "Required value: must set either a target value for metric or a per-pod target");
    }

    private static void Fill(JsonObject rules, long? window, string policies)
    {
        if (window is not null) rules["stabilizationWindowSeconds"] ??= window;
        rules["selectPolicy"] ??= "Max";
        rules["policies"] ??= JsonNode.Parse(policies);
    }
}
