using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>Names, labels and finalizers.</summary>
public static partial class MetadataChecks
{
    private const string Subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelValue =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string QualifiedName =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    public static IEnumerable<FieldError> Of(JsonObject metadata, JsonObject? live, ResourceType type)
    {
        if (live is null && (string?)metadata["generateName"] is { } prefix && prefix.EndsWith('.')) yield return FieldError.Invalid("metadata.generateName", Wire.Text(prefix), Subdomain);
        if (live is null && type.Group != "rbac.authorization.k8s.io")
            foreach (var error in Name((string?)metadata["name"] ?? "")) yield return error;
        foreach (var error in Labels(metadata["labels"] as JsonObject ?? [])) yield return error;
        foreach (var name in (metadata["annotations"] as JsonObject ?? []).Select(a => a.Key.ToLowerInvariant()).Where(n => !LabelName().IsMatch(n)))
            for (var told = 0; told < (type.IsCustom && live is not null ? 3 : 1); told++) yield return FieldError.Invalid("metadata.annotations", Wire.Text(name), QualifiedName);
        foreach (var error in Finalizers(metadata, live).SelectMany(e => Enumerable.Repeat(e, type.IsCustom ? 2 : 1))) yield return error;
        foreach (var error in OwnerChecks.Of(metadata["ownerReferences"] as JsonArray)) yield return error;
    }

    public static IEnumerable<string> Warnings(JsonObject metadata, JsonObject? live) => JsonNode.DeepEquals(metadata["finalizers"], live?["finalizers"]) ? []
        : (metadata["finalizers"] as JsonArray ?? []).Select(f => (string)f!).Where(f => !f.Contains('/') && f is not ("orphan" or "foregroundDeletion" or "kubernetes") && !f.Contains('.'))
            .Select(f => $"metadata.finalizers: \"{f}\": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers");

    private static IEnumerable<FieldError> Name(string name)
    {
        if (name.Length > 253) yield return FieldError.Invalid("metadata.name", Wire.Text(name), "must be no more than 253 characters");
        if (!SubdomainName().IsMatch(name)) yield return FieldError.Invalid("metadata.name", Wire.Text(name), Subdomain);
    }

    private static IEnumerable<FieldError> Labels(JsonObject labels)
    {
        foreach (var (name, value) in labels.OrderByDescending(l => LabelName().IsMatch(l.Key)))
        {
            if (!LabelName().IsMatch(name)) yield return FieldError.Invalid("metadata.labels", Wire.Text(name), QualifiedName);
            var text = (string?)value ?? "";
            if (text.Length > 63) yield return FieldError.Invalid("metadata.labels", Wire.Text(text), "must be no more than 63 bytes");
            if (!LabelText().IsMatch(text)) yield return FieldError.Invalid("metadata.labels", Wire.Text(text), LabelValue);
        }
    }

    private static IEnumerable<FieldError> Finalizers(JsonObject metadata, JsonObject? live)
    {
        if (live?["deletionTimestamp"] is null) yield break;
        var old = (live["finalizers"] as JsonArray ?? []).Select(f => (string)f!).ToHashSet();
        var added = (metadata["finalizers"] as JsonArray ?? []).Select(f => (string)f!).Where(f => !old.Contains(f)).ToList();
        if (added.Count > 0)
            yield return FieldError.Forbidden(
                "metadata.finalizers",
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(a => $"\"{a}\""))}}}");
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex SubdomainName();

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$")]
    private static partial Regex LabelName();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$")]
    private static partial Regex LabelText();
}
