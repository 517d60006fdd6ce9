using LlmRouting.TestKit.Kubernetes.Identity;
using LlmRouting.TestKit.Kubernetes.Storage;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>One request for a resource, resolved.</summary>
public sealed record ApiCall(HttpContext Http, ApiPath Path, ResourceType Type, UserInfo User)
{
    public ObjectKey Key => new(Path.Namespace, Path.Name);

    public IQueryCollection Query => Http.Request.Query;

    public CancellationToken Aborted => Http.RequestAborted;

    public string? Option(string name) => Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    public bool Flag(string name) => Query.ContainsKey(name) && Query[name].ToString() is not ("false" or "0" or "False" or "FALSE" or "f" or "F");
}
