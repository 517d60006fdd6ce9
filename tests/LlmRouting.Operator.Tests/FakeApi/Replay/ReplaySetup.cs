using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>What was in the cluster before a scenario was recorded, where its answers alone do not tell.</summary>
public static class ReplaySetup
{
    private static readonly string[] Namespaces = ["default", "kube-system", "kube-public", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9", "t10", "t11", "t12", "t13", "t14", "t15", "t16"];

    /// <summary>Scenario → tiers as <c>namespace/name label=value…</c>.</summary>
    private static readonly Dictionary<string, string[]> Tiers = new()
    {
        ["12"] = ["t1/t0 odd=0", "t1/t1 odd=1", "t1/t2 odd=0", "t1/t3 odd=1", "t1/t4 odd=0", "t1/t5 odd=1", "t1/t6 odd=0"],
        ["13"] = ["t1/a app=x tier=gold", "t1/b app=x", "t1/c app=y tier=silver", "t1/d"],
        ["14"] = ["t1/a"],
        ["43"] = ["t4/in app=x", "t4/out"],
        ["19"] = ["t1/a app=x", "t1/c"],
    };

    /// <summary>Scenario → resource, namespace and object, with the status that somebody wrote.</summary>
    private static readonly Dictionary<string, (string Resource, string Namespace, string Json)[]> Others = new()
    {
        ["18"] = [("modeltiers.llmrouting.dev", "t1", """{"metadata":{"name":"own2"},"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":1}}"""), ("modeltiers.llmrouting.dev", "t1", """{"metadata":{"name":"fg"},"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":1}}""")],
        ["19"] = [("modeltiers.llmrouting.dev", "t1", """{"metadata":{"name":"b","labels":{"app":"x"},"finalizers":["llmrouting.dev/hold"]},"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":1}}""")],
        ["36"] =
        [
            ("modeltiers.llmrouting.dev", "t3", """{"metadata":{"name":"a"},"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":1,"nodeSelector":{"a":"1","b":"2"},"tags":["x","y"]}}"""),
            ("deployments.apps", "t3", """{"metadata":{"name":"d","labels":{"app":"d"}},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"d"}},"template":{"metadata":{"labels":{"app":"d"}},"spec":{"containers":[{"name":"vllm","image":"registry.example/vllm:1","ports":[{"name":"http","containerPort":8000}]},{"name":"side","image":"side:1"}]}}}}"""),
        ],
        ["50"] =
        [
            ("modeltiers.llmrouting.dev", "t5", """{"metadata":{"name":"gold"},"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":1,"costPerHour":"12.5"},"status":{"replicas":1,"conditions":[{"type":"Ready","status":"True","reason":"Up","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}"""),
            ("modeltiers.llmrouting.dev", "t5", """{"metadata":{"name":"silver"},"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"autoscaling":{"minReplicas":1,"maxReplicas":2}}}"""),
        ],
        ["70"] =
        [
            ("modeltiers.llmrouting.dev", "t7", """{"metadata":{"name":"gold"},"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":2},"status":{"replicas":1,"selector":"app=gold"}}"""),
            ("modeltiers.llmrouting.dev", "t7", """{"metadata":{"name":"auto"},"spec":{"model":"llama-3-8b","gpu":{"class":"h100"},"autoscaling":{"minReplicas":1,"maxReplicas":4}}}"""),
            ("deployments.apps", "t7", """{"metadata":{"name":"d","labels":{"app":"d"}},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"d"}},"template":{"metadata":{"labels":{"app":"d"}},"spec":{"containers":[{"name":"vllm","image":"registry.example/vllm:1"}]}}},"status":{"replicas":1}}"""),
        ],
        ["81"] = [("serviceaccounts", "t8", """{"metadata":{"name":"op"}}"""), ("pods", "t8", """{"metadata":{"name":"dp"},"spec":{"serviceAccountName":"op","containers":[{"name":"c","image":"x"}]}}""")],
        ["82"] = [("serviceaccounts", "t8", """{"metadata":{"name":"op"}}""")],
    };

    public static FakeApiServerOptions Options(string scenario, string crds) =>
        new() { Crds = scenario.StartsWith("01", StringComparison.Ordinal) ? [] : [crds], Namespaces = Namespaces };

    /// <returns>Whether lists need no guessing any more.</returns>
    public static bool Prepare(FakeApiServer server, string scenario)
    {
        foreach (var (resource, ns, json) in Others.GetValueOrDefault(scenario[..2], [])) Add(server, resource, ns, JsonNode.Parse(json)!.AsObject());
        if (!Tiers.TryGetValue(scenario[..2], out var tiers)) return false;
        foreach (var tier in tiers) Add(server, tier.Split(' '));
        return true;
    }

    private static void Add(FakeApiServer server, string resource, string ns, JsonObject body)
    {
        var (name, status) = ((string)body["metadata"]!["name"]!, body["status"]?.DeepClone());
        server.Objects.Create(resource, ns, body, "llmrouting-operator");
        if (status is not null) server.Objects.Change(resource, ns, name, value => value["status"] = status, "status", "llmrouting-operator");
    }

    private static void Add(FakeApiServer server, string[] words)
    {
        var (ns, name) = words[0].Split('/') is [var a, var b] ? (a, b) : ("", "");
        var metadata = new JsonObject { ["name"] = name };
        if (words.Length > 1) metadata["labels"] = new JsonObject(words.Skip(1).Select(w => w.Split('=')).Select(w => KeyValuePair.Create<string, JsonNode?>(w[0], w[1])));
        var spec = JsonNode.Parse("""{"model":"llama-3-8b","gpu":{"class":"h100"},"replicas":1}""");
        server.Objects.Create("modeltiers.llmrouting.dev", ns, new JsonObject { ["metadata"] = metadata, ["spec"] = spec }, "llmrouting-operator");
    }
}
