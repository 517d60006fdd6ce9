namespace LlmRouting.Operator.Kubernetes;

/// <summary>What somebody may want to do: a verb on a resource, or on a path that is none.</summary>
public sealed record AccessRequest
{
    private AccessRequest(string verb) => Verb = verb;

    public string Verb { get; }

    /// <summary>Set for a non-resource URL.</summary>
    public string? Path { get; private init; }

    public ApiResource? Resource { get; private init; }

    /// <summary>Null is every namespace.</summary>
    public string? Namespace { get; private init; }

    /// <summary>Null is every object.</summary>
    public string? Name { get; private init; }

    public string? Subresource { get; private init; }

    public static AccessRequest ForPath(string verb, string path) => new(verb) { Path = path };

    public static AccessRequest ForResource(string verb, ApiResource resource, string? ns = null, string? name = null, string? subresource = null) =>
        new(verb) { Resource = resource, Namespace = ns, Name = name, Subresource = subresource };
}
