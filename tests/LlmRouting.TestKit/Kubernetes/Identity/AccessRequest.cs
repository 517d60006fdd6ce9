namespace LlmRouting.TestKit.Kubernetes.Identity;

/// <summary>What somebody wants to do: to a resource, or to a path that is none.</summary>
public sealed record AccessRequest(string Verb, string Group = "", string Resource = "", string Subresource = "", string Namespace = "", string Name = "")
{
    /// <summary>Set for non-resource requests.</summary>
    public string? Path { get; init; }
}
