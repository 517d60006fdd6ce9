using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Builders;

/// <summary>Onto which nodes, and how far from whom.</summary>
internal static class PlacementBuilder
{
    private const string Host = "kubernetes.io/hostname";

    /// <summary>The class's, spot's, then the tier's own, each over the one before.</summary>
    public static JsonObject? NodeSelector(TierPlan plan)
    {
        var labels = new Dictionary<string, string>(plan.Gpu.NodeSelector!, StringComparer.Ordinal);
        foreach (var source in new[] { Spot(plan)?.NodeSelector, plan.Overlay?.NodeSelector })
        {
            foreach (var (key, value) in source ?? new Dictionary<string, string>()) labels[key] = value;
        }

        return Json.Map(labels);
    }

    public static JsonArray? Tolerations(TierPlan plan) => Json.Some(
        ((TolerationSpec[])[.. plan.Gpu.Tolerations!, .. Spot(plan)?.Tolerations ?? [], .. plan.Overlay?.Tolerations ?? []]).Distinct().Select(Toleration));

    /// <summary>
    /// A GPU that is handed out whole keeps models apart by itself; one that is shared doesn't, so there tiers' pods keep off each other's nodes,
    /// across namespaces (S0.17). A tier's own replicas spread over nodes where they can, unless the tier says how.
    /// </summary>
    public static JsonObject? Affinity(TierPlan plan)
    {
        if (plan.Gpu.Sharing == GpuSharing.TimeSliced) return AntiAffinity("requiredDuringSchedulingIgnoredDuringExecution", AnyTier());
        if (plan.Overlay?.TopologySpreadConstraints is { Count: > 0 }) return null;
        var own = Json.Of(("topologyKey", Host), ("labelSelector", TierNames.Selector(plan.Tier)));
        return AntiAffinity("preferredDuringSchedulingIgnoredDuringExecution", Json.Of(("weight", 100), ("podAffinityTerm", own)));
    }

    public static JsonArray? TopologySpread(TierPlan plan) => Json.Some((plan.Overlay?.TopologySpreadConstraints ?? []).Select(spread => Json.Of(
        ("maxSkew", spread.MaxSkew), ("topologyKey", spread.TopologyKey), ("whenUnsatisfiable", spread.WhenUnsatisfiable), ("labelSelector", TierNames.Selector(plan.Tier)))));

    private static SpotNodes? Spot(TierPlan plan) => plan.Spec.Gpu!.Spot == true ? plan.Gpu.Spot : null;

    private static JsonObject AnyTier() => Json.Of(
        ("topologyKey", Host), ("namespaceSelector", new JsonObject()),
        ("labelSelector", Json.Of(("matchExpressions", Json.List(Json.Of(("key", ApiNames.TierLabel), ("operator", "Exists")))))));

    private static JsonObject AntiAffinity(string when, JsonObject term) => Json.Of(("podAntiAffinity", Json.Of((when, Json.List(term)))));

    private static JsonObject Toleration(TolerationSpec toleration) => Json.Of(
        ("key", toleration.Key), ("operator", toleration.Operator), ("value", toleration.Value), ("effect", toleration.Effect), ("tolerationSeconds", toleration.TolerationSeconds));
}
