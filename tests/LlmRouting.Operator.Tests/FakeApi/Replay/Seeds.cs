using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Patching;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Objects that were there before a scenario was recorded: taken from the first answer that shows them, else from a plain template.</summary>
public sealed class Seeds(FakeApiServer server, Substitutions substitutions)
{
    private const string Pod = """{"metadata":{"labels":{"app":"d"}},"spec":{"containers":[{"name":"vllm","image":"registry.example/vllm:1","ports":[{"containerPort":8000,"name":"http"}]}]}}""";

    private static readonly Dictionary<string, string> Templates = new()
    {
        ["modeltiers.llmrouting.dev"] = """{"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":1}}""",
        ["routingpolicies.llmrouting.dev"] = """{"spec":{}}""",
        ["canaryrollouts.llmrouting.dev"] = """{"spec":{"weight":1}}""",
        ["configmaps"] = """{"data":{"k":"v"}}""",
        ["secrets"] = """{"data":{}}""",
        ["serviceaccounts"] = "{}",
        ["services"] = """{"spec":{"ports":[{"port":80}],"selector":{"app":"d"}}}""",
        ["pods"] = Pod,
        ["leases.coordination.k8s.io"] = """{"spec":{}}""",
        ["deployments.apps"] = "{\"metadata\":{\"labels\":{\"app\":\"d\"}},\"spec\":{\"replicas\":1,\"selector\":{\"matchLabels\":{\"app\":\"d\"}},\"template\":" + Pod + "}}",
    };

    private readonly HashSet<string> mentioned = [];
    private bool lists;

    public void Sow(Scenario scenario, bool prepared)
    {
        lists = !prepared;
        foreach (var watch in scenario.Exchanges.Where(e => e.IsHttp && e.IsWatch && e.Path.Contains("resourceVersion=", StringComparison.Ordinal))) Arrivals(watch);
        foreach (var exchange in scenario.Exchanges.Where(e => e.IsHttp))
            if (exchange.IsWatch) Watched(scenario, exchange);
            else Look(exchange);
    }

    /// <summary>What a watch shows arriving was not there before.</summary>
    private void Arrivals(Exchange watch)
    {
        var path = ApiPath.Parse(watch.Path.Split('?')[0])!;
        if (watch.Path.Contains("Selector=", StringComparison.Ordinal) || watch.Path.Contains("resourceVersion=0", StringComparison.Ordinal) || watch.Path.Contains("sendInitialEvents", StringComparison.Ordinal)) return;
        foreach (var metadata in (watch.Response["body"] as JsonArray ?? []).OfType<JsonObject>().Where(e => (string?)e["type"] == "ADDED").Select(e => e["object"]?["metadata"]).OfType<JsonObject>())
            mentioned.Add(Key(path.Group.Length == 0 ? path.Plural : $"{path.Plural}.{path.Group}", (string?)metadata["namespace"] ?? path.Namespace, (string?)metadata["name"] ?? ""));
    }

    /// <summary>A watch without a version shows at once what was there.</summary>
    private void Watched(Scenario scenario, Exchange watch)
    {
        if (watch.Path.Contains("resourceVersion=", StringComparison.Ordinal) && !watch.Path.Contains("sendInitialEvents=true", StringComparison.Ordinal)) return;
        var path = ApiPath.Parse(watch.Path.Split('?')[0])!;
        var resource = path.Group.Length == 0 ? path.Plural : $"{path.Plural}.{path.Group}";
        foreach (var added in (watch.Response["body"] as JsonArray ?? []).OfType<JsonObject>().TakeWhile(e => (string?)e["type"] == "ADDED").Select(e => e["object"] as JsonObject))
            if (added?["metadata"]?["name"] is { } name && !scenario.Exchanges.Any(e => e.Method == "POST" && e.Index > watch.Index && (string?)(e.Request["body"] as JsonObject)?["metadata"]?["name"] == (string?)name))
                Show(resource, path.Namespace, added, added, watch.IsCut || (string?)added["kind"] == "PartialObjectMetadata");
    }

    private void Look(Exchange exchange)
    {
        if (ApiPath.Parse(exchange.Path.Split('?')[0]) is not { } path || exchange.Method == "POST" && exchange.Path.Contains("dryRun", StringComparison.Ordinal)) return;
        var (status, body) = ((int)exchange.Response["status"]!, exchange.Response["body"] as JsonObject);
        var resource = path.Group.Length == 0 ? path.Plural : $"{path.Plural}.{path.Group}";
        if (exchange.Method == "POST" && path.Name.Length == 0) mentioned.Add(Key(resource, path.Namespace, (string?)(exchange.Request["body"] as JsonObject)?["metadata"]?["name"] ?? ""));
        else if (exchange.Method == "GET" && lists && body?["items"] is JsonArray items && path.Name.Length == 0) foreach (var item in items.OfType<JsonObject>()) Show(resource, path.Namespace, item, body, exchange.IsCut);
        else if (exchange.IsApply && status >= 400) return;
        else if (path.Name.Length > 0 && status is not (404 or 201 or 401 or 403) && mentioned.Add(Key(resource, path.Namespace, path.Name))) One(exchange, path, resource, body, status);
        else if (path.Name.Length > 0) mentioned.Add(Key(resource, path.Namespace, path.Name));
    }

    private void One(Exchange exchange, ApiPath path, string resource, JsonObject? body, int status)
    {
        if (exchange.Method == "GET" && status == 200 && path.Subresource.Length == 0 && !exchange.IsCut && body?["spec"] is not null) Put(body, body);
        else Grow(resource, path.Namespace, path.Name);
    }

    private void Show(string resource, string ns, JsonObject item, JsonObject list, bool cut)
    {
        var name = (string?)item["metadata"]?["name"] ?? "";
        var home = (string?)item["metadata"]?["namespace"] ?? ns;
        if (name.Length == 0 || !mentioned.Add(Key(resource, home, name))) return;
        if (cut || item["metadata"]?["uid"] is null) Overlay(resource, home, name, item);
        else Put(item, list);
    }

    /// <summary>An item of a recorded list: as it is, or over a template when it was cut.</summary>
    public void Lay(string resource, string ns, string name, JsonObject item, JsonObject list)
    {
        if (item["metadata"]?["managedFields"] is not null) Put(item, list);
        else Overlay(resource, ns, name, item);
    }

    private void Put(JsonObject recorded, JsonObject envelope)
    {
        var copy = (JsonObject)recorded.DeepClone();
        copy["kind"] ??= ((string?)envelope["kind"])?.Replace("List", "");
        copy["apiVersion"] ??= envelope["apiVersion"]?.DeepClone();
        if (server.Objects.Serves((string?)copy["apiVersion"] ?? "", (string?)copy["kind"] ?? "")) substitutions.Learn(recorded, server.Objects.Put(copy));
    }

    /// <summary>What was recorded, laid over what is stored; no write when that changes nothing.</summary>
    public void Overlay(string resource, string ns, string name, JsonObject recorded)
    {
        if (recorded["metadata"]?["managedFields"] is null) Grow(resource, ns, name, recorded);
        var shown = recorded;
        recorded = (JsonObject)substitutions.Apply(Legible(recorded))!;
        var stored = server.Objects.Serves(resource) ? server.Objects.Find(resource, ns, name) : null;
        if (stored is null && recorded["metadata"]?["uid"] is null) return;
        var value = stored is null ? (JsonObject)recorded.DeepClone() : recorded["metadata"]!["managedFields"] is null ? MergePatch.Apply((JsonObject)stored.DeepClone(), recorded) : Merged(stored, recorded);
        if (stored is not null && JsonNode.DeepEquals(Normalizer.Normalize(stored), Normalizer.Normalize(value))) return;
        if (server.Objects.Serves((string?)value["apiVersion"] ?? "", (string?)value["kind"] ?? "")) substitutions.Learn(shown, server.Objects.Put(value));
    }

    /// <summary>Without remarks that stand for what was cut.</summary>
    private static JsonNode? Legible(JsonNode? node) => node is not JsonObject members ? node?.DeepClone() : new JsonObject(members
        .Where(m => !(m.Value is JsonValue v && v.TryGetValue(out string? text) && text.StartsWith('<') && text.EndsWith('>') && text.Contains(' '))).Select(m => KeyValuePair.Create(m.Key, Legible(m.Value))));

    private static JsonObject Merged(JsonObject stored, JsonObject recorded)
    {
        var value = (JsonObject)recorded.DeepClone();
        value["metadata"]!["uid"] = stored["metadata"]!["uid"]!.DeepClone();
        return value;
    }

    /// <summary>An object of a plain template, unless one is there.</summary>
    public void Grow(string resource, string ns, string name, JsonObject? hint = null)
    {
        if (!Templates.TryGetValue(resource, out var template) || server.Objects.Find(resource, ns, name) is not null) return;
        var body = JsonNode.Parse(template)!.AsObject();
        var metadata = (body["metadata"] ??= new JsonObject()).AsObject();
        metadata["name"] = name;
        if (hint?["metadata"]?["labels"] is { } labels) metadata["labels"] = labels.DeepClone();
        try
        {
            substitutions.Learn(hint, server.Objects.Create(resource, ns, body, "llmrouting-operator"));
        }
        catch (ApiRefusal)
        {
            // A name or a namespace that nobody can create: the scenario wants it refused.
            return;
        }
    }

    private static string Key(string resource, string ns, string name) => $"{resource}/{ns}/{name}";
}
