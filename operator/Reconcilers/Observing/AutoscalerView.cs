using System.Text.Json;

namespace LlmRouting.Operator.Reconcilers.Observing;

/// <summary>What we read of a HorizontalPodAutoscaler.</summary>
/// <param name="Active">Null until the autoscaler has looked.</param>
/// <param name="Reason">Of ScalingActive, or of AbleToScale where that is false.</param>
public sealed record AutoscalerView(int Desired, bool? Active, string? Reason, string? Message)
{
    public static AutoscalerView Of(JsonElement autoscaler)
    {
        var status = autoscaler.Field("status");
        var wrong = Condition(status, "AbleToScale") is { } able && able.Text("status") == "False" ? able : Condition(status, "ScalingActive");
        bool? active = wrong.Text("status") switch { "True" => true, "False" => false, _ => null };
        return new AutoscalerView(status.Number("desiredReplicas") ?? 0, active, wrong.Text("reason"), wrong.Text("message"));
    }

    private static JsonElement? Condition(JsonElement? status, string type)
    {
        foreach (var condition in status.Items("conditions"))
            if (condition.Text("type") == type)
                return condition;
        return null;
    }
}
