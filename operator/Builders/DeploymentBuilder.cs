using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Builders;

/// <summary>The tier's pods. No replicas: those are the scaler's.</summary>
internal static class DeploymentBuilder
{
    /// <summary>A node may have to come before half an hour of loading begins.</summary>
    private const int ProgressSeconds = ProbeBuilder.StartupSeconds + 900;

    public static Manifest Build(TierPlan plan)
    {
        var deployment = ManifestShape.Deployment.Of(plan.Tier, plan.Name, ("spec", Json.Of(
            ("selector", TierNames.Selector(plan.Tier)),
            ("strategy", Strategy(plan.Surges)),
            ("progressDeadlineSeconds", ProgressSeconds),
            ("revisionHistoryLimit", 3),
            ("template", PodBuilder.Build(plan)))));
        if (plan.Pin is { Commit: not null } pin) deployment.Body["metadata"]!["annotations"] = Json.Of((TierRevision.Annotation, pin.ToString()));
        return deployment;
    }

    private static JsonObject Strategy(bool surges) => Json.Of(
        ("type", "RollingUpdate"), ("rollingUpdate", Json.Of(("maxSurge", surges ? 1 : 0), ("maxUnavailable", surges ? 0 : 1))));
}
