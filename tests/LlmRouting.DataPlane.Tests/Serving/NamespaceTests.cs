using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>Two teams may call their policies, tiers and rollouts alike.</summary>
public sealed class NamespaceTests
{
    private const string Spec = "tiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]\nallowExplicitTier: true\nrateLimits: [{name: all, requests: 6, window: 1h}]";

    [Fact]
    public async Task Tiers_of_the_same_name_in_two_namespaces_are_told_apart()
    {
        await using var router = await StartAsync();

        var circuits = (await router.AdminAsync("/health")).IsOk().Json["circuits"]!.AsObject();
        Assert.Equal(["canary", "team/canary", "team/weak", "weak"], circuits.Select(c => c.Key).Order(StringComparer.Ordinal));
        var status = (await router.AdminAsync("/v1/status")).IsOk().Json;
        Assert.Equal(["canary", "team/canary", "team/weak", "weak"], status["tiers"]!.AsArray().Select(t => (string?)t!["name"]).Order(StringComparer.Ordinal));
        Assert.Equal(["default", "team/default"], status["policies"]!.AsArray().Select(p => (string?)p!["name"]).Order(StringComparer.Ordinal));
        Assert.Equal(["rollout", "team/rollout"], status["policies"]!.AsArray().Select(p => (string?)p!["canaries"]![0]!["rollout"]).Order(StringComparer.Ordinal));
        var metrics = (await router.MetricsAsync()).Series("llm_circuit_breaker_state{");
        Assert.Contains("provider=\"team/weak\"", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", "default", "rollout")]
    [InlineData("team", "team/default", "team/rollout")]
    public async Task Everything_that_is_counted_and_said_of_a_request_names_its_policy_in_full(string model, string policy, string rollout)
    {
        await using var router = await StartAsync();
        var answer = (await router.AskAsync(Prompts.Chat(model: model))).IsOk();
        Assert.Equal(policy, answer["x-llm-policy"]);
        (await router.AskAsync($$"""{"request_id":"{{answer["x-request-id"]}}","rating":"up"}""", "/v1/feedback")).IsOk();
        await router.CountsAsync(1, "llm_feedback_total", ("policy", policy));
        await router.CountsAsync(1, "llm_routing_decisions_total", ("policy", policy));
        await router.CountsAsync(1, "llm_canary_requests_total", ("rollout", rollout));
        Assert.Equal(policy, (string?)(await router.AskAsync(Prompts.Chat(model: model), "/v1/route")).IsOk().Json["policy"]);
        for (var i = 0; i < 5; i++) await router.AskAsync(Prompts.Chat(model: model));
        (await router.AskAsync(Prompts.Chat(model: model))).IsError(429, "rate_limit_exceeded");
        await router.CountsAsync(1, "llm_rate_limited_total", ("policy", policy));
    }

    [Theory]
    [InlineData("default/weak", "default")]
    [InlineData("team/default/weak", "team/default")]
    public async Task Each_can_be_asked_for_its_tier_by_the_name_that_models_shows(string model, string policy)
    {
        await using var router = await StartAsync();
        var shown = (await router.GetAsync("/v1/models")).IsOk().Json["data"]!.AsArray().Select(m => ((string?)m!["id"], (string?)m["llm_routing"]!["policy"]));
        Assert.Contains((model, policy), shown);
        Assert.Equal(policy, (await router.AskAsync(Prompts.Chat(model: model))).IsOk()["x-llm-policy"]);
        (await router.AskAsync(Prompts.Chat(model: "weak"))).IsError(400, "model_ambiguous", "model");
    }

    private static Task<RouterUnderTest> StartAsync()
    {
        var files = new ManifestFiles();
        files.Write("default.yaml", Documents("auto"));
        files.Write("team.yaml", [.. Documents("team").Select(document => document.Replace("metadata: {name: ", "metadata: {namespace: team, name: ", StringComparison.Ordinal))]);
        return RouterUnderTest.StartAsync(files, o => o with { Simulate = true, SimulatedTimeToFirstToken = TimeSpan.Zero, SimulatedTokensPerSecond = 1e6 });
    }

    private static string[] Documents(string model) =>
        [ManifestText.Tier("weak"), ManifestText.Tier("canary"), ManifestText.Policy($"models: [{model}]\n" + Spec), ManifestText.Canary("rollout", "weak", "canary", 50)];
}
