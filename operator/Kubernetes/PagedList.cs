using System.Globalization;
using System.Text.Json;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Reads a list page by page. All pages show the state of the first one.</summary>
internal sealed class PagedList<T>(ApiTransport transport, ApiResource resource, string? ns, Func<JsonElement, T> decode, ListOptions options)
{
    private readonly List<T> items = [];

    public async Task<ObjectList<T>> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await PagesAsync(options.PageSize, cancellation);
        }
        catch (KubernetesException e) when (e.IsExpired && items.Count > 0)
        {
            // The token the server offers instead continues at another state, and a list of two states cannot be watched from.
            items.Clear();
            return await PagesAsync(pageSize: null, cancellation);
        }
    }

    private async Task<ObjectList<T>> PagesAsync(int? pageSize, CancellationToken cancellation)
    {
        string? next = null;
        while (true)
        {
            using var page = await transport.SendAsync(ApiRequest.Get(resource.Path(ns) + Query(pageSize, next)), cancellation);
            var version = Add(page.RootElement, out next);
            if (next is null) return new ObjectList<T>(items, version);
        }
    }

    private string Add(JsonElement page, out string? next)
    {
        if (!page.TryGetProperty("metadata", out var metadata) || metadata.Text("resourceVersion") is not { } version)
            throw ApiItem.Undecodable($"the list of {resource.Plural} has no resourceVersion");
        next = metadata.Text("continue") is { Length: > 0 } token ? token : null;
        if (page.TryGetProperty("items", out var array) && array.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in array.EnumerateArray()) items.Add(Decode(item));
        }

        return version;
    }

    private T Decode(JsonElement item)
    {
        if (item.Text("kind") is { Length: > 0 }) return decode(item);
        using var whole = NamedItem.Of(item, resource);
        return decode(whole.RootElement);
    }

    private string Query(int? pageSize, string? next) => QueryText.Of(
        ("labelSelector", options.LabelSelector),
        ("fieldSelector", options.FieldSelector),
        ("limit", pageSize?.ToString(CultureInfo.InvariantCulture)),
        ("continue", next),
        ("resourceVersion", next is null ? options.ResourceVersion : null));
}
