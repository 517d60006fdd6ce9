using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>ModelTier → the objects that serve it. Pure: equal in, equal out. spec.replicas is in none of them, see <see cref="ReplicasBuilder"/>.</summary>
public static class TierBuilder
{
    /// <summary>An external tier has no objects.</summary>
    public static TierObjects Build(TierInputs inputs)
    {
        if (inputs.Tier.Spec.Vllm is null) return TierObjects.None;
        var planner = new TierPlanner(inputs);
        return planner.Plan() is { } plan
            ? new TierObjects(Manifests(plan), Absent(plan), [], Notes(plan))
            : TierObjects.None with { Problems = planner.Problems };
    }

    private static List<Manifest> Manifests(TierPlan plan)
    {
        Manifest?[] all =
        [
            plan.Key is { IsNew: true, Value: { } key } ? ApiKeySecretBuilder.Build(plan, key) : null,
            CacheClaimBuilder.Build(plan),
            ServiceBuilder.Build(plan),
            DeploymentBuilder.Build(plan),
            DisruptionBudgetBuilder.Build(plan),
            AutoscalerBuilder.Build(plan),
            ScaledObjectBuilder.Build(plan),
            plan.Options.PodMonitors ? PodMonitorBuilder.Build(plan) : null,
        ];
        return [.. all.OfType<Manifest>()];
    }

    /// <summary>Two autoscalers over one Deployment undo each other. KEDA names its own HPA otherwise, so that this never means it.</summary>
    private static List<Manifest> Absent(TierPlan plan)
    {
        var absent = new List<Manifest>();
        if (AutoscalerBuilder.Build(plan) is null) absent.Add(ManifestShape.Autoscaler.Named(plan.Tier, plan.Name));
        if (ScaledObjectBuilder.Build(plan) is null) absent.Add(ManifestShape.ScaledObject.Named(plan.Tier, plan.Name));
        return absent;
    }

    private static List<TierProblem> Notes(TierPlan plan)
    {
        if (plan.Surges || TierDefaults.LeastReplicas(plan.Spec) > 1) return [];
        var why = plan.Gpu.Pool == Configuration.PoolKind.Fixed ? $"GPU class {plan.Gpu.Name} has a fixed pool" : "the model cache is not ReadWriteMany";
        var path = plan.Spec.Autoscaling is null ? "spec.replicas" : "spec.autoscaling.minReplicas";
        return [new TierProblem(TierReasons.UpdateMeansDowntime, path, $"is 1 and {why}: an update ends the only replica before the next one loads")];
    }
}
