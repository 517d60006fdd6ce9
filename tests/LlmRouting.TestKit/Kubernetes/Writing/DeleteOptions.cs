using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>How to delete.</summary>
/// <param name="Propagation">Background, Foreground, Orphan; null is the kind's default.</param>
public sealed record DeleteOptions(string? Uid, string? Version, string? Propagation, long? GracePeriodSeconds, bool DryRun)
{
    public static DeleteOptions Read(JsonObject body, bool dryRun)
    {
        var preconditions = body["preconditions"] as JsonObject;
        var propagation = (string?)body["propagationPolicy"] ?? body["orphanDependents"]?.GetValue<bool>() switch { true => "Orphan", false => "Background", _ => null };
        return new DeleteOptions(
            (string?)preconditions?["uid"], (string?)preconditions?["resourceVersion"], propagation,
            (long?)body["gracePeriodSeconds"], dryRun || body["dryRun"] is JsonArray { Count: > 0 });
    }
}
