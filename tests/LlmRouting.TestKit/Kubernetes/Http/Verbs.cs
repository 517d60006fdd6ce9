using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Verbs as RBAC names them.</summary>
public static class Verbs
{
    public static string Of(HttpRequest request, ApiPath path) => request.Method switch
    {
        "GET" or "HEAD" when path.Watches || request.Query["watch"] is [not ("false" or "0" or "False" or "FALSE" or "f" or "F")] => "watch",
        "GET" or "HEAD" => path.Name.Length > 0 ? "get" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => path.Name.Length > 0 ? "delete" : "deletecollection",
        var other => other.ToLowerInvariant(),
    };

    public static string OfPath(string method) => method.ToLowerInvariant();
}
