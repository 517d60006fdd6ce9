using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes;
using LlmRouting.TestKit.Kubernetes.Http;

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
        foreach (var exchange in scenario.Exchanges.Where(e => e is { IsHttp: true, IsWatch: false })) Look(exchange);
    }

    private void Look(Exchange exchange)
    {
        if (ApiPath.Parse(exchange.Path.Split('?')[0]) is not { } path || exchange.Method == "POST" && exchange.Path.Contains("dryRun", StringComparison.Ordinal)) return;
        var (status, body) = ((int)exchange.Response["status"]!, exchange.Response["body"] as JsonObject);
        var resource = path.Group.Length == 0 ? path.Plural : $"{path.Plural}.{path.Group}";
        if (exchange.Method == "POST" && path.Name.Length == 0) mentioned.Add(Key(resource, path.Namespace, (string?)(exchange.Request["body"] as JsonObject)?["metadata"]?["name"] ?? ""));
        else if (exchange.Method == "GET" && lists && body?["items"] is JsonArray items && path.Name.Length == 0) foreach (var item in items.OfType<JsonObject>()) Show(resource, path.Namespace, item, body, exchange.IsCut);
        else if (IsApply(exchange) && status >= 400) return;
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
        if (cut || item["metadata"]?["uid"] is null) Grow(resource, home, name, item);
        else Put(item, list);
    }

    private void Put(JsonObject recorded, JsonObject envelope)
    {
        var copy = (JsonObject)recorded.DeepClone();
        copy["kind"] ??= ((string?)envelope["kind"])?.Replace("List", "");
        copy["apiVersion"] ??= envelope["apiVersion"]?.DeepClone();
        if (server.Objects.Serves((string?)copy["apiVersion"] ?? "", (string?)copy["kind"] ?? "")) substitutions.Learn(recorded, server.Objects.Put(copy));
    }

    private void Grow(string resource, string ns, string name, JsonObject? hint = null)
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

    private static bool IsApply(Exchange exchange) => ((string?)exchange.Request["headers"]?["Content-Type"] ?? "").StartsWith("application/apply", StringComparison.Ordinal);

    private static string Key(string resource, string ns, string name) => $"{resource}/{ns}/{name}";
}
