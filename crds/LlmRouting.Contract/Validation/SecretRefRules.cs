using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>References to one entry of a Secret or a ConfigMap.</summary>
internal static class SecretRefRules
{
    public static void Check(FieldCheck check, string path, SecretKeyRef? reference, string kind = "Secret")
    {
        if (reference is null) return;
        check.Pattern(FieldPath.Field(path, "name"), reference.Name, Names.Subdomain(), $"a {kind}'s name");
        check.Pattern(FieldPath.Field(path, "key"), reference.Key, Names.SecretKey(), $"a {kind}'s key: letters, digits and - _ .");
    }
}
