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
        ["19"] = ["t1/a app=x", "t1/b", "t1/c app=x"],
    };

    public static FakeApiServerOptions Options(string scenario, string crds) =>
        new() { Crds = scenario.StartsWith("01", StringComparison.Ordinal) ? [] : [crds], Namespaces = Namespaces };

    /// <returns>Whether lists need no guessing any more.</returns>
    public static bool Prepare(FakeApiServer server, string scenario)
    {
        if (scenario[..2] is "81" or "82") server.Objects.Create("serviceaccounts", "t8", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "op" } });
        if (!Tiers.TryGetValue(scenario[..2], out var tiers)) return false;
        foreach (var tier in tiers) Add(server, tier.Split(' '));
        return true;
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
