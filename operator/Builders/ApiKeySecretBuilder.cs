using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>The key that the tier's vLLM asks for, so that nobody in the cluster gets around the data plane's keys and limits.</summary>
internal static class ApiKeySecretBuilder
{
    public static Manifest Build(TierPlan plan, string apiKey) =>
        ManifestShape.Secret.Of(
            plan.Tier, TierNames.ApiKeySecret(plan.Name),
            ("type", "Opaque"), ("immutable", true), ("stringData", Json.Of((TierNames.ApiKeyEntry, apiKey)))) with { Mode = ManifestMode.CreateOnce };
}
