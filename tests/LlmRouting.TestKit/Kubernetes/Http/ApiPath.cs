namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>The path of a resource request, taken apart.</summary>
public sealed record ApiPath(string Group, string Version, string Namespace, string Plural, string Name, string Subresource)
{
    /// <summary>The old /watch/ prefix.</summary>
    public bool Watches { get; init; }

    /// <summary>Null when it is not below /api/v1/x or /apis/group/version/x.</summary>
    public static ApiPath? Parse(string path)
    {
        var parts = path.TrimStart('/').TrimEnd('/').Split('/');
        if (path.StartsWith("//", StringComparison.Ordinal)) return null;
        if (parts is ["api", var core, .. var rest] && rest.Length > 0) return Parse("", core, rest);
        return parts is ["apis", var group, var version, .. var tail] && tail.Length > 0 ? Parse(group, version, tail) : null;
    }

    private static ApiPath? Parse(string group, string version, string[] rest)
    {
        if (rest is ["watch", .. var watched] && watched.Length > 0) return Parse(group, version, watched) is { } inner ? inner with { Watches = true } : null;
        if (rest is ["namespaces", var ns, var plural, .. var tail] && !(group.Length == 0 && plural is "status" or "finalize"))
            return new ApiPath(group, version, ns, plural, tail.ElementAtOrDefault(0) ?? "", string.Join('/', tail.Skip(1)));
        return new ApiPath(group, version, "", rest[0], rest.ElementAtOrDefault(1) ?? "", string.Join('/', rest.Skip(2)));
    }
}
