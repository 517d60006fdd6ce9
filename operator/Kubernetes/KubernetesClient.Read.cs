using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Operator.Kubernetes;

public sealed partial class KubernetesClient
{
    /// <summary>Null where the API server says that this very object does not exist; an unknown kind is an exception.</summary>
    public async Task<T?> FindAsync<T>(ApiResource resource, string? ns, string name, JsonTypeInfo<T> type, CancellationToken cancellation) where T : class
    {
        try
        {
            using var answer = await transport.SendAsync(ApiRequest.Get(resource.Path(ns, name)), cancellation);
            return ApiItem.Decode(answer.RootElement, type);
        }
        catch (KubernetesException e) when (e.IsNotFound && e.ObjectName == name)
        {
            return null;
        }
    }

    /// <summary>As <see cref="FindAsync{T}"/>, untyped.</summary>
    public Task<JsonObject?> FindAsync(ApiResource resource, string? ns, string name, CancellationToken cancellation) =>
        FindAsync(resource, ns, name, ApiItem.Untyped, cancellation);

    /// <summary>All pages of a list; begins again where a page has expired.</summary>
    public Task<ObjectList<T>> ListAsync<T>(ApiResource resource, string? ns, JsonTypeInfo<T> type, ListOptions options, CancellationToken cancellation) =>
        ListAsync(resource, ns, item => ApiItem.Decode(item, type), options, cancellation);

    /// <param name="decode">Makes a value of each object, faulty ones included; must not keep the element. Kind and apiVersion are always there.</param>
    public Task<ObjectList<T>> ListAsync<T>(ApiResource resource, string? ns, Func<JsonElement, T> decode, ListOptions options, CancellationToken cancellation) =>
        new PagedList<T>(transport, resource, ns, decode, options).ReadAsync(cancellation);

    /// <summary>One stream, from opening it until the server ends it; a broken connection is an exception.</summary>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(ApiResource resource, string? ns, JsonTypeInfo<T> type, WatchOptions options, CancellationToken cancellation = default) =>
        WatchAsync(resource, ns, item => ApiItem.Decode(item, type), options, cancellation);

    /// <param name="decode">As for a list; bookmarks are not decoded.</param>
    /// <param name="opened">Called when the server has taken the watch, which may be long before it says anything.</param>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        ApiResource resource, string? ns, Func<JsonElement, T> decode, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellation = default, Action? opened = null)
    {
        using var answer = await transport.OpenAsync(ApiRequest.Get(resource.Path(ns) + WatchQuery.Of(options)), cancellation);
        opened?.Invoke();
        await foreach (var line in WatchLines.ReadAsync(answer, cancellation)) yield return WatchDecoder.Decode(line, decode);
    }

    /// <summary>Whether the API server serves the kind now: its group is there and, for a CRD, established.</summary>
    public async Task<bool> ServesAsync(ApiResource resource, CancellationToken cancellation)
    {
        try
        {
            using var answer = await transport.SendAsync(ApiRequest.Get(resource.GroupPath), cancellation);
            return answer.RootElement.GetProperty("resources").EnumerateArray().Any(served => served.GetProperty("name").ValueEquals(resource.Plural));
        }
        catch (KubernetesException e) when (e.IsUnknownResource)
        {
            return false;
        }
    }
}
