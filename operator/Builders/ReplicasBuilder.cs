using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>The apply of the scaler, who owns a Deployment's replicas and nothing else of it.</summary>
public static class ReplicasBuilder
{
    /// <summary>Needs the Deployment to be there.</summary>
    public static Manifest Build(ModelTier tier, int replicas) =>
        ManifestShape.Deployment.Named(tier, tier.Metadata.Name, ("spec", Json.Of(("replicas", replicas)))) with { FieldManager = FieldManagers.Scaler };
}
