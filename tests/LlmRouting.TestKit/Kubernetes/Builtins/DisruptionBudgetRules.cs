using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>PodDisruptionBudgets.</summary>
public sealed class DisruptionBudgetRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live)
    {
        var status = (value["status"] ??= new JsonObject()).AsObject();
        foreach (var name in new[] { "disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods" }) status[name] ??= 0L;
    }

    /// <summary>The internal struct, which has no JSON names.</summary>
    private static JsonObject Go(JsonObject spec) => new()
    {
        ["MinAvailable"] = spec["minAvailable"]?.DeepClone(), ["Selector"] = spec["selector"]?.DeepClone(),
        ["MaxUnavailable"] = spec["maxUnavailable"]?.DeepClone(), ["UnhealthyPodEvictionPolicy"] = spec["unhealthyPodEvictionPolicy"]?.DeepClone(),
    };

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        var spec = value["spec"] as JsonObject;
        if (spec?["minAvailable"] is not null && spec["maxUnavailable"] is not null)
            yield return FieldError.Invalid("spec", Wire.Text(Go(spec)), "minAvailable and maxUnavailable cannot be both set");
        foreach (var name in new[] { "minAvailable", "maxUnavailable" })
            if (spec?[name] is JsonValue v && v.TryGetValue(out string? text) && text.EndsWith('%') && int.Parse(text[..^1], CultureInfo.InvariantCulture) > 100)
                yield return FieldError.Invalid($"spec.{name}", $"\"{text}\"", "must not be greater than 100%");
    }
}
