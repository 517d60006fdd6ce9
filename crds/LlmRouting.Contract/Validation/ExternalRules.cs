using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>Where an external tier's requests may go.</summary>
internal static class ExternalRules
{
    private const string Path = "spec.external.baseUrl";

    public static void Check(FieldCheck check, ExternalSpec external)
    {
        check.Length(Path, external.BaseUrl, 512);
        if (external.BaseUrl.Length > 0 && !UpstreamUrl.TryParse(external.BaseUrl, out _, out var problem)) check.Report(Path, problem!);
        SecretRefRules.Check(check, "spec.external.apiKeySecretRef", external.ApiKeySecretRef);
    }
}
