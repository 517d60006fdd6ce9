using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Identity;

/// <summary>Subjects and rules of RBAC.</summary>
public static class RbacMatching
{
    public static bool Is(JsonObject subject, UserInfo user) => (string?)subject["kind"] switch
    {
        "User" => (string?)subject["name"] == user.Name,
        "Group" => user.Groups.Contains((string?)subject["name"] ?? ""),
        "ServiceAccount" => user.Name == $"system:serviceaccount:{subject["namespace"]}:{subject["name"]}",
        _ => false,
    };

    public static bool Covers(JsonObject rule, AccessRequest request)
    {
        if (!Has(rule, "verbs", request.Verb)) return false;
        if (request.Path is { } path) return Texts(rule, "nonResourceURLs").Any(u => u == path || u.EndsWith('*') && path.StartsWith(u[..^1], StringComparison.Ordinal));
        var resource = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        if (!Has(rule, "apiGroups", request.Group)) return false;
        if (!Has(rule, "resources", resource) && !(request.Subresource.Length > 0 && Texts(rule, "resources").Contains($"*/{request.Subresource}"))) return false;
        var names = Texts(rule, "resourceNames").ToList();
        return names.Count == 0 || names.Contains(request.Name);
    }

    private static bool Has(JsonObject rule, string name, string value) => Texts(rule, name).Any(t => t == "*" || t == value);

    private static IEnumerable<string> Texts(JsonObject rule, string name) => (rule[name] as JsonArray ?? []).Select(t => (string)t!);
}
