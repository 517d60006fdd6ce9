using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes;
using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Makes the writes that the recording shows without their requests: what an open watch told, and what an answer takes for granted.</summary>
public sealed class Unseen(FakeApiServer server, Substitutions substitutions, Seeds seeds)
{
    private readonly Queue<(long Version, string Type, string Resource, string Namespace, JsonObject Object)> writes = new();

    private readonly Dictionary<string, long> deletions = [];

    public void Read(Scenario scenario)
    {
        var events = scenario.Exchanges.Where(e => e is { IsHttp: true, IsWatch: true }).SelectMany(Events).ToList();
        foreach (var (version, _, _, _, gone) in events.Where(e => e.Item2 == "DELETED")) deletions[(string?)gone["metadata"]!["uid"] ?? ""] = version;
        var made = scenario.Exchanges.Where(e => !e.IsWatch && e.Method != "GET").Select(VersionOf).ToHashSet();
        foreach (var write in events.Where(e => e.Item1 > 0 && e.Item3 is not ("namespaces" or "customresourcedefinitions.apiextensions.k8s.io") && !made.Contains(e.Item1)).DistinctBy(e => e.Item1).OrderBy(e => e.Item1)) writes.Enqueue(write);
    }

    /// <summary>Everything that the exchange's answer is newer than.</summary>
    public async Task BeforeAsync(Exchange exchange, Func<Task> settle)
    {
        var now = Math.Max(VersionOf(exchange), exchange.IsWatch ? Start(exchange) : 0);
        while (writes.TryPeek(out var next) && next.Version < now) await MakeAsync(writes.Dequeue(), settle);
        Presuppose(exchange);
    }

    public async Task RestAsync(Func<Task> settle)
    {
        while (writes.TryDequeue(out var next)) await MakeAsync(next, settle);
    }

    /// <summary>A POST that succeeded found nothing there; anything else that was not answered 404 did.</summary>
    private void Presuppose(Exchange exchange)
    {
        if (ApiPath.Parse(exchange.Path.Split('?')[0]) is not { } path || exchange.IsWatch) return;
        var (status, resource) = ((int)exchange.Response["status"]!, Resource(path));
        var name = exchange.Method == "POST" && path.Name.Length == 0 ? (string?)(exchange.Request["body"] as JsonObject)?["metadata"]?["name"] : null;
        if (status < 300) foreach (var owner in exchange.Request["body"] is JsonObject owned && owned["metadata"] is JsonObject m && m["ownerReferences"] is JsonArray owners ? owners.OfType<JsonObject>() : []) RecogniseOwner(owner, path.Namespace);
        if (status < 300) Recognise(exchange, resource, path);
        if (exchange.IsApply) name = path.Name;
        if (status == 201 && name is not null) Remove(resource, path.Namespace, name, null);
        else if (exchange.IsApply && status != 200) return;
        else if (exchange.Method == "GET" && path.Name.Length == 0 && status == 200) Listed(exchange, resource, path.Namespace);
        else if (exchange.Method == "DELETE" && path.Plural is not ("namespaces" or "customresourcedefinitions") && status is 200 or 202 && path.Name.Length > 0 && exchange.Response["body"] is JsonObject marked && marked["metadata"]?["deletionTimestamp"] is not null
            && (!server.Objects.Serves(resource) || server.Objects.Find(resource, path.Namespace, path.Name)?["metadata"]?["deletionTimestamp"] is null))
            seeds.Overlay(resource, path.Namespace, path.Name, BeforeDeletion(marked));
        else if (path.Name.Length > 0 && path.Subresource is "" or "status" or "scale" && status is 200 or 202 or 409 or 422) seeds.Grow(resource, path.Namespace, path.Name);
    }

    /// <summary>Uids and versions that a request which succeeded knew from somewhere.</summary>
    private void Recognise(Exchange exchange, string resource, ApiPath path)
    {
        if (exchange.Request["body"] is not JsonObject body || body["metadata"]?["managedFields"] is not null || path.Name.Length == 0 || !server.Objects.Serves(resource) || server.Objects.Find(resource, path.Namespace, path.Name) is not { } live) return;
        substitutions.Recognise(body["metadata"], live["metadata"]!);
        substitutions.Recognise(body["preconditions"], live["metadata"]!);
    }

    private void RecogniseOwner(JsonObject owner, string ns)
    {
        if ((string?)owner["kind"] == "ModelTier" && server.Objects.Find("modeltiers.llmrouting.dev", ns, (string)owner["name"]!) is { } live) substitutions.Recognise(owner, live["metadata"]!);
    }

    /// <summary>What a list shows, somebody made.</summary>
    private void Listed(Exchange list, string resource, string ns)
    {
        if (!server.Objects.Serves(resource) || list.Path.Contains("continue=", StringComparison.Ordinal) || list.Response["body"] is not JsonObject body || body["items"] is not JsonArray items) return;
        foreach (var item in items)
            if (item is JsonObject shown && (string?)shown["metadata"]?["name"] is { } name && server.Objects.Find(resource, (string?)shown["metadata"]!["namespace"] ?? ns, name) is null) seeds.Lay(resource, (string?)shown["metadata"]!["namespace"] ?? ns, name, shown, body);
            else if (item is JsonValue text && text.TryGetValue(out string? bare) && !bare.Contains(' ')) seeds.Grow(resource, ns, bare);
    }

    private static JsonObject BeforeDeletion(JsonObject marked)
    {
        var value = (JsonObject)marked.DeepClone();
        var metadata = value["metadata"]!.AsObject();
        foreach (var name in new[] { "deletionTimestamp", "deletionGracePeriodSeconds" }) metadata.Remove(name);
        if (metadata["generation"] is { } generation) metadata["generation"] = (long)generation - 1;
        var own = (metadata["finalizers"] as JsonArray ?? []).Where(f => (string?)f is not ("foregroundDeletion" or "orphan")).Select(f => f!.DeepClone()).ToArray();
        metadata.Remove("finalizers");
        if (own.Length > 0) metadata["finalizers"] = new JsonArray(own);
        return value;
    }

    private IEnumerable<(long, string, string, string, JsonObject)> Events(Exchange watch) => (watch.Response["body"] as JsonArray ?? []).OfType<JsonObject>()
        .Where(e => (string?)e["type"] is "ADDED" or "MODIFIED" or "DELETED" && e["object"]?["metadata"]?["name"] is not null && (string?)e["object"]!["kind"] is not ("Table" or "PartialObjectMetadata"))
        .Select(e => (Version(e["object"]), (string)e["type"]!, Resource(ApiPath.Parse(watch.Path.Split('?')[0])!), (string?)e["object"]!["metadata"]!["namespace"] ?? ApiPath.Parse(watch.Path.Split('?')[0])!.Namespace, e["object"]!.AsObject()));

    /// <summary>One at a time: what controllers make of a write does not depend on who is faster.</summary>
    private async Task MakeAsync((long Version, string Type, string Resource, string Namespace, JsonObject Object) write, Func<Task> settle)
    {
        await settle();
        var name = (string)write.Object["metadata"]!["name"]!;
        if (write.Type == "DELETED") Remove(write.Resource, write.Namespace, name, (string?)write.Object["metadata"]!["uid"]);
        else seeds.Overlay(write.Resource, write.Namespace, name, write.Object);
    }

    private void Remove(string resource, string ns, string name, string? uid)
    {
        if (!server.Objects.Serves(resource) || server.Objects.Find(resource, ns, name) is not { } found || uid is not null && substitutions.Apply(uid) != (string?)found["metadata"]!["uid"]) return;
        if (found["metadata"]!["finalizers"] is not null)
        {
            found["metadata"]!.AsObject().Remove("finalizers");
            server.Objects.Put(found);
        }
        server.Objects.Delete(resource, ns, name);
    }

    private static long Start(Exchange watch) =>
        watch.Path.Split("resourceVersion=") is [_, var tail] && long.TryParse(tail.Split('&')[0], CultureInfo.InvariantCulture, out var version) ? version + 1 : 0;

    /// <summary>The answer to a DELETE has no version: a watch tells it.</summary>
    private long VersionOf(Exchange exchange) => exchange.Response["body"] is JsonObject body && (string?)body["kind"] == "Status"
        ? deletions.GetValueOrDefault((string?)body["details"]?["uid"] ?? "-") : Version(exchange.Response["body"]);

    private static long Version(JsonNode? body) => long.TryParse((string?)(body as JsonObject)?["metadata"]?["resourceVersion"], CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static string Resource(ApiPath path) => path.Group.Length == 0 ? path.Plural : $"{path.Plural}.{path.Group}";
}
