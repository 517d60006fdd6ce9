using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Identity;

/// <summary>Who may do what: system:masters everything, the rest by stored RBAC objects and by what a test allows or denies.</summary>
public sealed class Authorizer(ObjectDatabase database, ResourceRegistry registry)
{
    private static readonly string[] Open = ["/version", "/healthz", "/livez", "/readyz"];
    private readonly ConcurrentDictionary<long, (Func<UserInfo, AccessRequest, bool> Covers, bool Allows)> scripted = new();

    private long scripts;

    /// <summary>Allows what the predicate covers until disposed.</summary>
    public IDisposable Allow(Func<UserInfo, AccessRequest, bool> covers) => Script(covers, true);

    /// <summary>Denies it, even to admins, until disposed: a missing right.</summary>
    public IDisposable Deny(Func<UserInfo, AccessRequest, bool> covers) => Script(covers, false);

    /// <summary>Why it is allowed; null when it is not.</summary>
    public string? Allowed(UserInfo user, AccessRequest request)
    {
        if (scripted.Values.Any(s => !s.Allows && s.Covers(user, request))) return null;
        if (user.Groups.Contains("system:masters")) return "";
        if (request.Path is { } path && Open.Any(o => path == o || path.StartsWith(o + "/", StringComparison.Ordinal))) return "RBAC: allowed by ClusterRoleBinding \"system:public-info-viewer\" of ClusterRole \"system:public-info-viewer\" to Group \"system:unauthenticated\"";
        if (request.Path is not null && user != UserInfo.Anonymous && Discovery(request.Path)) return "RBAC: allowed by ClusterRoleBinding \"system:discovery\" of ClusterRole \"system:discovery\" to Group \"system:authenticated\"";
        if (user != UserInfo.Anonymous && Basic(request)) return "RBAC: allowed by ClusterRoleBinding \"system:basic-user\" of ClusterRole \"system:basic-user\" to Group \"system:authenticated\"";
        if (scripted.Values.Any(s => s.Allows && s.Covers(user, request))) return "";
        return ByRoles(user, request);
    }

    private static bool Discovery(string path) => path is "/api" or "/apis" or "/openapi/v2" or "/openapi/v3"
        || path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/apis/", StringComparison.Ordinal) || path.StartsWith("/openapi/", StringComparison.Ordinal);

    private static bool Basic(AccessRequest request) => request.Verb == "create" && request.Path is null
        && request.Resource is "selfsubjectaccessreviews" or "selfsubjectrulesreviews" or "selfsubjectreviews";

    private IDisposable Script(Func<UserInfo, AccessRequest, bool> covers, bool allows)
    {
        var id = Interlocked.Increment(ref scripts);
        scripted[id] = (covers, allows);
        return new Withdrawal(() => scripted.TryRemove(id, out _));
    }

    private string? ByRoles(UserInfo user, AccessRequest request)
    {
        foreach (var binding in Objects("clusterrolebindings"))
            if (Binds(binding, user, "", request) is { } reason) return reason;
        if (request.Namespace.Length == 0) return null;
        foreach (var binding in Objects("rolebindings").Where(b => b.Key.Namespace == request.Namespace))
            if (Binds(binding, user, request.Namespace, request) is { } reason) return reason;
        return null;
    }

    private string? Binds(StoredObject binding, UserInfo user, string ns, AccessRequest request)
    {
        var subject = (binding.Json["subjects"] as JsonArray ?? []).Select(s => s!.AsObject()).FirstOrDefault(s => RbacMatching.Is(s, user));
        if (subject is null) return null;
        var (kind, name) = ((string)binding.Json["roleRef"]!["kind"]!, (string)binding.Json["roleRef"]!["name"]!);
        var role = Objects(kind == "Role" ? "roles" : "clusterroles").FirstOrDefault(r => r.Key == new ObjectKey(kind == "Role" ? ns : "", name));
        if (role is null || !(role.Json["rules"] as JsonArray ?? []).Any(r => RbacMatching.Covers(r!.AsObject(), request))) return null;
        var place = ns.Length == 0 ? $"\"{binding.Key.Name}\"" : $"\"{binding.Key.Name}/{ns}\"";
        var who = (string?)subject["kind"] == "ServiceAccount" ? $"\"{subject["name"]}/{subject["namespace"]}\"" : $"\"{subject["name"]}\"";
        return $"RBAC: allowed by {binding.Type.Kind} {place} of {kind} \"{name}\" to {subject["kind"]} {who}";
    }

    private IEnumerable<StoredObject> Objects(string plural) =>
        database.Table(registry.Named(plural, "rbac.authorization.k8s.io")).Objects.Values;

    private sealed class Withdrawal(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
