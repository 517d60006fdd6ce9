using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>The key that the tier's vLLM asks for, so that nobody in the cluster gets around the data plane's keys and limits.</summary>
internal static class ApiKeySecretBuilder
{
    public static Manifest Build(TierPlan plan, string apiKey)
    {
        var secret = ManifestShape.Secret.Of(
            plan.Tier, ApiNames.VllmKeyOf(plan.Name), ("type", "Opaque"), ("immutable", true), ("stringData", Json.Of((ApiNames.VllmKeyEntry, apiKey))));
        secret.Body["metadata"]!["labels"]![ApiNames.SecretLabel] = ApiNames.VllmKeySecret;
        return secret with { Mode = ManifestMode.CreateOnce };
    }
}
