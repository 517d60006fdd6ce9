using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>A kind of object that tiers have.</summary>
internal sealed record ManifestShape(string Group, string Version, string Plural, string Kind)
{
    public static readonly ManifestShape Secret = new("", "v1", "secrets", "Secret");
    public static readonly ManifestShape Claim = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim");
    public static readonly ManifestShape Service = new("", "v1", "services", "Service");
    public static readonly ManifestShape Deployment = new("apps", "v1", "deployments", "Deployment");
    public static readonly ManifestShape DisruptionBudget = new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget");
    public static readonly ManifestShape Autoscaler = new("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler");
    public static readonly ManifestShape ScaledObject = new("keda.sh", "v1alpha1", "scaledobjects", "ScaledObject");
    public static readonly ManifestShape PodMonitor = new("monitoring.coreos.com", "v1", "podmonitors", "PodMonitor");

    private string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Labelled, owned by the tier, with the given top-level fields.</summary>
    public Manifest Of(ModelTier tier, string name, params (string Name, JsonNode? Value)[] fields)
    {
        var metadata = Json.Of(
            ("name", name), ("namespace", tier.Ref.Namespace), ("labels", Json.Map(TierNames.Labels(tier))), ("ownerReferences", Json.List(Owner(tier))));
        return Make(tier, name, metadata, fields);
    }

    /// <summary>Only its name.</summary>
    public Manifest Named(ModelTier tier, string name, params (string Name, JsonNode? Value)[] fields) =>
        Make(tier, name, Json.Of(("name", name), ("namespace", tier.Ref.Namespace)), fields);

    private Manifest Make(ModelTier tier, string name, JsonObject metadata, (string Name, JsonNode? Value)[] fields) => new(
        Group, Version, Plural, Kind, tier.Ref.Namespace, name,
        Json.Of([("apiVersion", ApiVersion), ("kind", Kind), ("metadata", metadata), .. fields]));

    private static JsonObject Owner(ModelTier tier) => Json.Of(
        ("apiVersion", ApiNames.ApiVersion), ("kind", nameof(ModelTier)), ("name", tier.Metadata.Name), ("uid", tier.Metadata.Uid ?? ""),
        ("controller", true), ("blockOwnerDeletion", true));
}
