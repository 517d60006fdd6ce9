using LlmRouting.TestKit.Kubernetes.Discovery;
using LlmRouting.TestKit.Kubernetes.Faults;
using LlmRouting.TestKit.Kubernetes.Identity;
using LlmRouting.TestKit.Kubernetes.Storage;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>A request on its way: faults, who, what, may he, answer.</summary>
public sealed class Dispatcher(
    FaultGate faults, Authentication authentication, ResourceRegistry registry, ResourceHandler resources, ReviewHandler reviews, PathHandler paths, TrafficBook traffic)
{
    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            if (await faults.InterceptAsync(http)) return;
            await RouteAsync(http);
        }
        catch (ApiRefusal refusal) when (!http.Response.HasStarted)
        {
            await Answers.RefuseAsync(http, refusal);
        }
        catch (Exception mistake) when (mistake is not (OperationCanceledException or IOException) && !http.Response.HasStarted)
        {
            await Answers.RefuseAsync(http, Refusals.Internal($"the double made a mistake: {mistake}"));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client hung up: nobody reads an answer.
            http.Abort();
        }
    }

    private async Task RouteAsync(HttpContext http)
    {
        var user = authentication.User(http.Request);
        var url = http.Request.Path.Value ?? "/";
        var path = ApiPath.Parse(url);
        if (path is null)
        {
            authentication.Authorize(user, new AccessRequest(Verbs.OfPath(http.Request.Method)) { Path = url.Length > 1 ? url.TrimEnd('/') : url });
            await paths.HandleAsync(http, url);
            return;
        }
        authentication.Authorize(user, Access(http, path));
        var call = new ApiCall(http, path, Resolve(path), user);
        traffic.Count(call);
        if (call.Type.Virtual) await reviews.HandleAsync(call);
        else await resources.HandleAsync(call);
    }

    private static AccessRequest Access(HttpContext http, ApiPath path)
    {
        var ns = path.Plural == "namespaces" && path.Group.Length == 0 ? path.Name : path.Namespace;
        return new AccessRequest(Verbs.Of(http.Request, path), path.Group, path.Plural, path.Subresource, ns, path.Name);
    }

    private ResourceType Resolve(ApiPath path)
    {
        var type = registry.Find(path.Group, path.Version, path.Plural);
        if (type is not null && (type.Namespaced || path.Namespace.Length == 0)
            && (!type.Namespaced || path.Name.Length == 0 || path.Namespace.Length > 0)) return type;
        throw registry.IsBuiltinGroup(path.Group) ? Refusals.NoResource() : Refusals.NoPage();
    }
}
