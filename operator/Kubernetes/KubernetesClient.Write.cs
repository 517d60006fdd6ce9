using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Operator.Kubernetes;

public sealed partial class KubernetesClient
{
    /// <summary>Server-side apply: makes the object, or makes its fields those of the body.</summary>
    /// <param name="body">With apiVersion, kind and metadata.name; nulls are left out.</param>
    /// <param name="force">Takes fields from other managers instead of failing with a conflict.</param>
    public Task<JsonObject> ApplyAsync(ApiResource resource, string? ns, string name, JsonObject body, string fieldManager, bool force, CancellationToken cancellation, string? subresource = null, bool dryRun = false) =>
        WriteAsync(ApiRequest.Apply(resource.Path(ns, name, subresource) + WriteQuery.Of(fieldManager, dryRun, force), JsonBody.Of(body)), cancellation);

    public Task<JsonObject> CreateAsync(ApiResource resource, string? ns, JsonObject body, CancellationToken cancellation, string? fieldManager = null, bool dryRun = false) =>
        WriteAsync(ApiRequest.Create(resource.Path(ns) + WriteQuery.Of(fieldManager, dryRun), JsonBody.Of(body)), cancellation);

    public async Task<T> CreateAsync<T>(ApiResource resource, string? ns, T body, JsonTypeInfo<T> type, CancellationToken cancellation, string? fieldManager = null) =>
        await WriteAsync(ApiRequest.Create(resource.Path(ns) + WriteQuery.Of(fieldManager), JsonBody.Of(body, type)), type, cancellation);

    /// <summary>PUT; custom resources and Leases demand metadata.resourceVersion.</summary>
    public Task<JsonObject> ReplaceAsync(ApiResource resource, string? ns, string name, JsonObject body, CancellationToken cancellation, string? fieldManager = null, string? subresource = null) =>
        WriteAsync(ApiRequest.Replace(resource.Path(ns, name, subresource) + WriteQuery.Of(fieldManager), JsonBody.Of(body)), cancellation);

    public async Task<T> ReplaceAsync<T>(ApiResource resource, string? ns, string name, T body, JsonTypeInfo<T> type, CancellationToken cancellation, string? fieldManager = null) =>
        await WriteAsync(ApiRequest.Replace(resource.Path(ns, name) + WriteQuery.Of(fieldManager), JsonBody.Of(body, type)), type, cancellation);

    /// <summary>RFC 7396; a null in the patch removes the field.</summary>
    public Task<JsonObject> MergePatchAsync(ApiResource resource, string? ns, string name, JsonObject patch, CancellationToken cancellation, string? fieldManager = null, string? subresource = null) =>
        WriteAsync(ApiRequest.MergePatch(resource.Path(ns, name, subresource) + WriteQuery.Of(fieldManager), JsonBody.Verbatim(patch)), cancellation);

    /// <summary>RFC 6902; a failing test is IsInvalid.</summary>
    public Task<JsonObject> JsonPatchAsync(ApiResource resource, string? ns, string name, JsonArray patch, CancellationToken cancellation, string? fieldManager = null, string? subresource = null) =>
        WriteAsync(ApiRequest.JsonPatch(resource.Path(ns, name, subresource) + WriteQuery.Of(fieldManager), JsonBody.AsGo(patch)), cancellation);

    /// <summary>Server-side apply of the status alone.</summary>
    /// <param name="body">With apiVersion, kind, metadata.name and status.</param>
    public Task<JsonObject> ApplyStatusAsync(ApiResource resource, string? ns, string name, JsonObject body, string fieldManager, CancellationToken cancellation) =>
        ApplyAsync(resource, ns, name, body, fieldManager, force: true, cancellation, "status");

    /// <summary>The scale subresource. A custom resource without its replicas field answers 500.</summary>
    public async Task<Scale> GetScaleAsync(ApiResource resource, string? ns, string name, CancellationToken cancellation)
    {
        using var answer = await transport.SendAsync(ApiRequest.Get(resource.Path(ns, name, "scale")), cancellation);
        return ScaleDecoder.Decode(answer.RootElement);
    }

    /// <summary>Sets the replicas through the scale subresource, whatever they are now.</summary>
    /// <param name="replicas">≥ 0.</param>
    public async Task<Scale> ScaleAsync(ApiResource resource, string? ns, string name, int replicas, string fieldManager, CancellationToken cancellation)
    {
        var patch = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } };
        var request = ApiRequest.MergePatch(resource.Path(ns, name, "scale") + WriteQuery.Of(fieldManager), JsonBody.Verbatim(patch));
        using var answer = await transport.SendAsync(request, cancellation);
        return ScaleDecoder.Decode(answer.RootElement);
    }

    /// <summary>True where it was there. A failed precondition is a conflict; finalizers may keep the object for a while.</summary>
    public async Task<bool> DeleteAsync(ApiResource resource, string? ns, string name, DeleteOptions options, CancellationToken cancellation)
    {
        try
        {
            using var answer = await transport.SendAsync(ApiRequest.Delete(resource.Path(ns, name), DeleteBody.Of(options)), cancellation);
            return true;
        }
        catch (KubernetesException e) when (e.IsNotFound && e.ObjectName == name)
        {
            return false;
        }
    }

    private Task<JsonObject> WriteAsync(ApiRequest request, CancellationToken cancellation) => WriteAsync(request, ApiItem.Untyped, cancellation);

    private async Task<T> WriteAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var answer = await transport.SendAsync(request, cancellation);
        return ApiItem.Decode(answer.RootElement, type);
    }
}
