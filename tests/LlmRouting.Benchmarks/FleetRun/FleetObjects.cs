using System.Text.Json.Nodes;
using LlmRouting.TestKit;

namespace LlmRouting.Benchmarks.FleetRun;

/// <summary>Every tier has a pod; every policy names five tiers.</summary>
internal static class FleetObjects
{
    public static IReadOnlyList<string> Crds() => [.. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "crds"), "*.yaml").Select(File.ReadAllText)];

    public static JsonObject Tier(int i) => Parse($$$"""
        {"metadata":{"name":"tier-{{{i}}}"},
         "spec":{"model":{"uri":"hf://Qwen/Qwen3-4B","name":"qwen3-4b-{{{i}}}"},"gpu":{"class":"l4"},"vllm":{"version":"0.11.2","maxModelLen":8192},"costPerHour":"0.30"}}
        """);

    public static JsonObject Policy(int i, int tiers)
    {
        var names = Enumerable.Range(0, 5).Select(n => $$$"""{"name":"t{{{n}}}","tierRef":{"name":"tier-{{{((i * 5) + n) % tiers}}}"}}""");
        return Parse($$$"""{"metadata":{"name":"policy-{{{i}}}"},"spec":{"models":["model-{{{i}}}"],"tiers":[{{{string.Join(",", names)}}}],"routes":[{"tier":"t0"}]}}""");
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
}
