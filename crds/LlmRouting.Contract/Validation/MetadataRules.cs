using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Metadata as the API server would take it. Our kinds' names are DNS labels, since Services are named after them.</summary>
internal static class MetadataRules
{
    /// <summary>A tier's Service is called as the tier is, and a Service's name begins with a letter.</summary>
    public static void CheckTier(FieldCheck check, ObjectMeta metadata)
    {
        Check(check, metadata);
        if (Names.Label().IsMatch(metadata.Name)) check.Pattern("metadata.name", metadata.Name, Names.Service(), Names.ServiceWords);
    }

    public static void Check(FieldCheck check, ObjectMeta metadata, bool ours = true)
    {
        if (ours) check.Name("metadata.name", metadata.Name);
        else check.Pattern("metadata.name", metadata.Name, Names.Subdomain(), "a DNS name");
        check.Name("metadata.namespace", metadata.Namespace);
        foreach (var (key, value) in metadata.Labels ?? new Dictionary<string, string>())
        {
            var path = FieldPath.Key("metadata.labels", key);
            check.Pattern(path, key, Names.LabelKey(), "a label name such as team or example.com/team");
            check.Pattern(path, value, Names.LabelValue(), "a label value: at most 63 letters, digits and - _ .");
        }

        foreach (var key in metadata.Annotations?.Keys ?? [])
            check.Pattern(FieldPath.Key("metadata.annotations", key), key, Names.LabelKey(), "an annotation name such as note or example.com/note");
    }
}
