using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>The model of a tier: where its files are and what it is called.</summary>
internal static class ModelRules
{
    private const string OnlyHub = "only goes with an hf:// uri";
    private static readonly string[] Schemes = ["hf://", "pvc://", "s3://", "gs://", "oci://"];

    public static void Check(FieldCheck check, ModelTierSpec spec)
    {
        var model = spec.Model;
        check.Pattern("spec.model.name", model.Name, Names.Model(), Names.ModelWords);
        check.When(spec.Vllm is not null && model.Uri is null, "spec.model.uri", "is required with vllm");
        if (model.Uri is { } uri) Uri(check, uri);
        var hub = model.Uri?.StartsWith("hf://", StringComparison.Ordinal) == true;
        check.Pattern("spec.model.revision", model.Revision, Names.Revision(), "a branch, a tag or a commit, at most 128 characters");
        check.When(model.Revision is not null && !hub, "spec.model.revision", OnlyHub);
        SecretRefRules.Check(check, "spec.model.tokenSecretRef", model.TokenSecretRef);
        check.When(model.TokenSecretRef is not null && !hub, "spec.model.tokenSecretRef", OnlyHub);
    }

    private static void Uri(FieldCheck check, string uri)
    {
        const string path = "spec.model.uri";
        check.Length(path, uri, 512);
        if (!Schemes.Any(scheme => uri.StartsWith(scheme, StringComparison.Ordinal)))
            check.Report(path, $"must begin with one of {string.Join(", ", Schemes)}");
        else
            check.Pattern(path, uri, Names.ModelUri(), "as in hf://owner/name, pvc://claim/path, s3://bucket/path, gs://bucket/path or oci://registry/name");
    }
}
