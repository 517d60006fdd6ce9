using LlmRouting.TestKit.Kubernetes.Http;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Identity;

/// <summary>Who sent a request, and whether he may.</summary>
public sealed class Authentication(Identities identities, Authorizer authorizer)
{
    /// <exception cref="ApiRefusal">401 for a bad token.</exception>
    public UserInfo User(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var user = identities.WithoutToken;
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header[7..].Trim() is { Length: > 0 } token)
            user = identities.Authenticate(token) ?? throw Refusals.Status(401, "Unauthorized", "Unauthorized");
        return Impersonated(request, user);
    }

    public void Authorize(UserInfo user, AccessRequest request)
    {
        if (authorizer.Allowed(user, request) is null) throw Forbidden(user, request);
    }

    private UserInfo Impersonated(HttpRequest request, UserInfo user)
    {
        var name = request.Headers["Impersonate-User"].ToString();
        var groups = request.Headers["Impersonate-Group"].Where(g => g is not null).Select(g => g!).ToList();
        if (name.Length == 0 && groups.Count > 0) throw Refusals.Internal("requested [{Group  " + groups[0] + "  authentication.k8s.io/v1  }] without impersonating a user");
        if (name.Length == 0) return user;
        Authorize(user, new AccessRequest("impersonate", "", "users", Name: name));
        if (groups.Count == 0) groups.Add("system:authenticated");
        else if (name != "system:anonymous" && !groups.Contains("system:authenticated")) groups.Add("system:authenticated");
        return new UserInfo(name, groups);
    }

    private static ApiRefusal Forbidden(UserInfo user, AccessRequest request)
    {
        if (request.Path is { } path)
            return Refusals.Status(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot {request.Verb} path \"{path}\"", []);
        var resource = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        var scope = request.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{request.Namespace}\"";
        return Refusals.Forbidden(request.Group, request.Resource, request.Name,
            $"User \"{user.Name}\" cannot {request.Verb} resource \"{resource}\" in API group \"{request.Group}\" {scope}");
    }
}
