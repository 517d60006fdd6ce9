using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using YamlJson = LlmRouting.TestKit.Kubernetes.Builtins.YamlJson;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>What a platform engineer does and sees.</summary>
public sealed partial class Story
{
    /// <summary>As <c>kubectl apply --server-side</c>.</summary>
    public async Task ApplyAsync(string yaml, string manager = "kubectl")
    {
        foreach (var document in YamlJson.Documents(yaml))
            await Client.ApplyAsync(Kinds.Of((string)document["kind"]!), Namespace, (string)document["metadata"]!["name"]!, document, manager, force: true, default);
    }

    public async Task<JsonObject> GetAsync(string kind, string name) =>
        await Client.FindAsync(Kinds.Of(kind), Namespace, name, default) ?? throw new InvalidOperationException($"there is no {kind} {name}");

    public async Task<bool> ExistsAsync(string kind, string name) => await Client.FindAsync(Kinds.Of(kind), Namespace, name, default) is not null;

    public Task DeleteAsync(string kind, string name) => Client.DeleteAsync(Kinds.Of(kind), Namespace, name, new DeleteOptions(), default);

    /// <summary>As <c>kubectl patch --type=merge</c>.</summary>
    public Task<JsonObject> PatchAsync(string kind, string name, string patch, string manager = "kubectl-patch") =>
        Client.MergePatchAsync(Kinds.Of(kind), Namespace, name, JsonNode.Parse(patch)!.AsObject(), default, manager);

    /// <summary>Waits until a condition speaks of the newest generation and says so; returns its message.</summary>
    public async Task<string> ConditionAsync(string kind, string name, string type, string status, string? reason = null)
    {
        JsonObject? last = null;
        JsonNode? found = null;
        await Eventually.IsAsync(async () =>
        {
            last = await GetAsync(kind, name);
            found = Condition(last, type);
            return found is not null && (long?)found["observedGeneration"] == (long)last["metadata"]!["generation"]! && (string?)found["status"] == status && (reason is null || (string?)found["reason"] == reason);
        }, () => Task.FromResult($"{kind} {name}: {type} was to become {status} {reason}; status is\n{last?["status"]}\n{Log.Tail}"));
        return (string)found!["message"]!;
    }

    public static JsonNode? Condition(JsonObject item, string type) =>
        (item["status"]?["conditions"] as JsonArray)?.FirstOrDefault(condition => (string?)condition!["type"] == type);

    /// <summary>Waits until an object is as wanted.</summary>
    public async Task BecomesAsync(string kind, string name, Func<JsonObject, bool> condition)
    {
        JsonObject? last = null;
        await Eventually.IsAsync(async () => condition(last = await GetAsync(kind, name)), () => Task.FromResult($"{kind} {name} stays\n{last}\n{Log.Tail}"));
    }

    /// <summary>Events about an object, of one reason; each may say that it was repeated.</summary>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync(string kind, string name, string reason)
    {
        var all = await Client.ListAsync(ApiResources.Events, Namespace, item => item.Clone(), new ListOptions(), default);
        return [.. all.Items.Where(item => item.GetProperty("regarding").GetProperty("kind").GetString() == kind
            && item.GetProperty("regarding").GetProperty("name").GetString() == name && item.GetProperty("reason").GetString() == reason)];
    }

    /// <summary>resourceVersion of every object in the namespace that we or our users write.</summary>
    public async Task<IReadOnlyDictionary<string, string>> VersionsAsync(params IEnumerable<ApiResource> resources)
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            foreach (var (name, version) in (await Client.ListAsync(resource, Namespace, Version, new ListOptions(), default)).Items) versions[$"{resource.Kind} {name}"] = version;
        }

        return versions;
    }

    public async Task<IReadOnlyList<string>> NamesAsync(ApiResource resource) => [.. (await Client.ListAsync(resource, Namespace, Version, new ListOptions(), default)).Items.Select(item => item.Name)];

    private static (string Name, string Version) Version(JsonElement item) =>
        (item.GetProperty("metadata").GetProperty("name").GetString()!, item.GetProperty("metadata").GetProperty("resourceVersion").GetString()!);
}
