namespace LlmRouting.Operator.Kubernetes;

/// <summary>A kind as the API server addresses it.</summary>
/// <param name="Group">"" for the core group.</param>
/// <param name="Plural">The resource name of the URL, e.g. deployments.</param>
public sealed record ApiResource(string Group, string Version, string Plural, string Kind, bool Namespaced = true)
{
    /// <summary>As it stands in an object: apps/v1, or v1 in the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The group version's URL path, where its resources are listed.</summary>
    public string GroupPath => Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";

    /// <param name="ns">Null is every namespace, or a cluster-scoped kind.</param>
    /// <param name="name">Null is the collection.</param>
    public string Path(string? ns = null, string? name = null, string? subresource = null)
    {
        var path = GroupPath;
        if (ns is not null) path += $"/namespaces/{Uri.EscapeDataString(ns)}";
        path += $"/{Plural}";
        if (name is not null) path += $"/{Uri.EscapeDataString(name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }
}
