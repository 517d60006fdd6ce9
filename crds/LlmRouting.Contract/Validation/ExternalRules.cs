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
        if (external.ApiKeySecretRef is not { } reference) return;
        check.Pattern("spec.external.apiKeySecretRef.name", reference.Name, Names.Subdomain(), "a Secret's name");
        check.Pattern("spec.external.apiKeySecretRef.key", reference.Key, Names.SecretKey(), "a Secret's key: letters, digits and - _ .");
    }
}
