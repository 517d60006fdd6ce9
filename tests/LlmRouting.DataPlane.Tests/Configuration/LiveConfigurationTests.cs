using System.Collections.Concurrent;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Configuration;

/// <summary>Edits to the folder while requests run.</summary>
public sealed class LiveConfigurationTests
{
    private static string Classifier(string name, string otherwise) => $"classifiers: [{{name: {name}, heuristic: {{otherwise: {otherwise}}}}}]\nactiveClassifier: {name}";

    private const string ByLabel = "routes: [{when: {labels: [complex]}, tier: strong}, {tier: weak}]";

    private static Task<Drill> StartAsync(DrillPlan? plan = null) => Drill.StartAsync((plan ?? new DrillPlan()) with { Routes = ByLabel, Policy = Classifier("a", "simple") });

    [Fact]
    public async Task Edits_under_load_fail_no_request_and_mix_no_two_revisions()
    {
        await using var drill = await StartAsync();
        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<(string?, string?, string?), int>();
        async Task LoadAsync(bool stream)
        {
            while (!stop.IsCancellationRequested)
            {
                var answer = (await drill.Router.AskAsync(stream ? Prompts.Streamed() : Prompts.Chat())).IsOk();
                if (stream) Assert.Equal("[DONE]", answer.Events[^1]);
                seen.AddOrUpdate((answer["x-llm-classifier"], answer["x-llm-tier"], answer["x-llm-model"]), 1, (_, n) => n + 1);
            }
        }

        Task[] load = [LoadAsync(false), LoadAsync(true), LoadAsync(false)];
        for (var edit = 0; edit < 6; edit++)
        {
            var policy = drill.Router.Files.Read("policy.yaml");
            drill.Router.Files.Write("policy.yaml", edit % 2 == 0
                ? policy.Replace("name: a, heuristic: {otherwise: simple", "name: b, heuristic: {otherwise: complex", StringComparison.Ordinal).Replace("activeClassifier: a", "activeClassifier: b", StringComparison.Ordinal)
                : policy.Replace("name: b, heuristic: {otherwise: complex", "name: a, heuristic: {otherwise: simple", StringComparison.Ordinal).Replace("activeClassifier: b", "activeClassifier: a", StringComparison.Ordinal));
            await drill.Router.ServesTheFolderAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.Equal([("a", "weak", "weak-model"), ("b", "strong", "strong-model")], seen.Keys.Order());
        await drill.Router.CountsAsync(seen.Values.Sum(), "llm_requests_total");
        await drill.Router.CountsAsync(seen.Values.Sum(), "llm_requests_total", ("status", "200"));
    }

    [Fact]
    public async Task An_invalid_edit_changes_nothing_and_every_problem_is_shown_with_file_and_line()
    {
        await using var drill = await StartAsync();
        var revision = (string?)(await drill.Router.StatusAsync())["configuration"]!["revision"];
        var (tiers, policy) = (drill.Router.Files.Read("tiers.yaml"), drill.Router.Files.Read("policy.yaml"));
        drill.Router.Files.Write("tiers.yaml", tiers.Replace("maxModelLen: 8192", "maxModelLen: many", StringComparison.Ordinal));
        drill.Router.Files.Write("policy.yaml", policy.Replace("tier: strong}", "tier: stronger}", StringComparison.Ordinal));
        await drill.Router.StatusBecomesAsync(status => status["configuration"]!["refusedAt"] is not null);
        await drill.Router.StatusBecomesAsync(status => status["configuration"]!["problems"]!.AsArray().Count >= 2);

        var refused = await drill.Router.StatusAsync();
        Assert.Equal((revision, "degraded"), ((string?)refused["configuration"]!["revision"], (string?)refused["health"]));
        var problems = refused["configuration"]!["problems"]!.AsArray().Select(p => (string)p!).ToList();
        Assert.Contains(problems, p => p.Contains("tiers.yaml:6", StringComparison.Ordinal) && p.Contains("maxModelLen", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("policy.yaml:8", StringComparison.Ordinal) && p.Contains("stronger", StringComparison.Ordinal));
        // The log follows the status.
        await Eventually.IsAsync(() => drill.Router.Log.Text.Contains("tiers.yaml:6", StringComparison.Ordinal), () => drill.Router.Log.Text);
        var health = await drill.Router.AdminAsync("/health");
        Assert.Equal((200, "degraded"), (health.Status, (string?)health.Json["status"]));
        Assert.Equal("weak", (await drill.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-tier"]);

        drill.Router.Files.Write("tiers.yaml", tiers);
        drill.Router.Files.Write("policy.yaml", policy);
        await drill.Router.StatusBecomesAsync(status => (string?)status["health"] == "healthy");
        Assert.Null((await drill.Router.StatusAsync())["configuration"]!["refusedAt"]);
    }

    [Fact]
    public async Task The_log_has_a_mistake_without_what_follows_from_it_counts_no_notes_and_ends_in_order()
    {
        await using var drill = await StartAsync(new DrillPlan { Documents = [ManifestText.Tier("spare"), ManifestText.Tier("next"), ManifestText.Canary("a-canary", "weak", "next", 10)] });
        var tiers = drill.Router.Files.Read("tiers.yaml");
        drill.Router.Files.Replace("tiers.yaml", "maxModelLen: 8192", "maxModelLength: 8192");
        await LogsAsync(" is still served");
        var lines = drill.Router.Log.Text.Split('\n').SkipWhile(line => !line.StartsWith("Error", StringComparison.Ordinal)).ToArray();
        Assert.Contains("unknown field", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Information", lines[1], StringComparison.Ordinal);
        Assert.Contains("note: is not used", lines[1], StringComparison.Ordinal);
        Assert.Contains("refused with 1 problem;", lines[2], StringComparison.Ordinal);

        drill.Router.Files.Write("tiers.yaml", tiers);
        await LogsAsync("Information Configuration is in order again");

        Task LogsAsync(string text) => Eventually.IsAsync(() => drill.Router.Log.Text.Contains(text, StringComparison.Ordinal), () => drill.Router.Log.Text);
    }

    [Fact]
    public async Task A_change_that_is_in_order_and_withdraws_a_policy_says_so_once_in_the_log()
    {
        await using var drill = await StartAsync();
        const string policy = "models: [extra]\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]";
        drill.Router.Files.Write("extra.yaml", ManifestText.Policy(policy, "extra"));
        await drill.Router.ServesTheFolderAsync();
        drill.Router.Files.Write("extra.yaml", ManifestText.Policy(policy + "\ngatewayRef: {name: defualt}", "extra"));
        await drill.Router.ServesTheFolderAsync();
        // Another change is no reason to say it again.
        drill.Router.Files.Write("third.yaml", ManifestText.Policy(policy.Replace("extra", "third", StringComparison.Ordinal), "third"));
        await drill.Router.ServesTheFolderAsync();
        Assert.Single(drill.Router.Log.Text.Split('\n'), line => line.Contains("defualt", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("::: not yaml [")]
    [InlineData("")]
    public async Task A_folder_that_would_serve_nothing_is_refused_and_the_last_good_one_serves(string text)
    {
        await using var drill = await StartAsync();
        drill.Router.Files.Write("policy.yaml", text);
        await drill.Router.StatusBecomesAsync(status => (string?)status["health"] == "degraded");
        Assert.NotEmpty((await drill.Router.StatusAsync())["configuration"]!["problems"]!.AsArray());
        (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
    }

    [Fact]
    public async Task A_folder_that_disappears_is_refused_and_one_that_comes_back_is_served()
    {
        await using var drill = await StartAsync();
        var (folder, away) = (drill.Router.Files.Folder, drill.Router.Files.Folder + "-away");
        Directory.Move(folder, away);
        await drill.Router.StatusBecomesAsync(status => (string?)status["health"] == "degraded");
        (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Directory.Move(away, folder);
        await drill.Router.StatusBecomesAsync(status => (string?)status["health"] == "healthy");
        drill.Router.Files.Replace("policy.yaml", "otherwise: simple", "otherwise: complex");
        await drill.Router.ServesTheFolderAsync();
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-tier"]);
    }

    [Fact]
    public async Task An_edit_made_while_the_router_starts_is_served()
    {
        var files = new ManifestFiles();
        files.Write("all.yaml", ManifestText.Tier("weak"), ManifestText.Policy("models: [auto]\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]"));
        await using var router = await RouterUnderTest.StartAsync(files, o => o with { Simulate = true }, meanwhile: () => files.Replace("all.yaml", "models: [auto]", "models: [changed]"));
        await router.ServesTheFolderAsync();
        (await router.AskAsync(Prompts.Chat(model: "changed"))).IsOk();
    }

    [Fact]
    public async Task Counters_breakers_and_limits_survive_a_reload()
    {
        var free = Keys.Create("free", limitClass: "free");
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Fallbacks = "",
            WeakSpec = "circuitBreaker: {consecutiveFailures: 2, openFor: 10m}",
            Policy = "rateLimits: [{name: free, limitClass: free, requests: 5, window: 1h}]",
            Documents = [free.Manifest],
            Router = o => o with { Auth = AuthMode.ApiKey },
        });
        drill.FailWeak("status=500");
        for (var i = 0; i < 2; i++) (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, free.Header)).IsError(502, "upstream_server_error");
        await drill.Router.CountsAsync(2, "llm_requests_total");
        drill.Router.Files.Replace("tiers.yaml", "maxModelLen: 8192", "maxModelLen: 9000");
        drill.Router.Files.Replace("policy.yaml", "models: [auto]", "models: [auto, more]");
        await drill.Router.ServesTheFolderAsync();

        var refused = (await drill.Router.AskAsync(Prompts.Chat(model: "more"), Prompts.ChatPath, free.Header)).IsError(503, "circuit_open");
        Assert.Equal("2", refused["x-ratelimit-remaining-requests"]);
        await drill.Router.CountsAsync(3, "llm_requests_total");
        Assert.Equal(2, drill.Weak[0].State.Received);
    }

    [Fact]
    public async Task A_stream_under_way_ends_as_it_began()
    {
        await using var drill = await StartAsync(new DrillPlan { Simulators = o => o with { TokensPerSecond = 8, OutputTokens = 16 } });
        using var response = await drill.Router.SendAsync(Prompts.Streamed());
        drill.Router.Files.Write("endpoints.yaml", ManifestText.Slice("strong", 0, Drill.Port(drill.Strong[0])));
        await drill.Router.ServesTheFolderAsync();
        Assert.Equal("[DONE]", (await Answer.ReadAsync(response)).Events[^1]);
        Assert.Equal("strong", (await drill.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-tier"]);
    }

    [Fact]
    public async Task A_rotated_upstream_key_is_used_from_the_next_request_on()
    {
        var seen = new ConcurrentQueue<string>();
        await using var upstream = new TestKit.ScriptedUpstream(async c =>
        {
            while (await c.ReadRequestAsync() is { } request)
            {
                seen.Enqueue(request.Split("\r\n").Single(line => line.StartsWith("authorization", StringComparison.OrdinalIgnoreCase)).Split(' ')[^1]);
                await c.SendJsonAsync(Prompts.Whole);
            }
        });
        string[] documents =
        [
            $"apiVersion: llmrouting.dev/v1alpha1\nkind: ModelTier\nmetadata: {{name: external}}\nspec:\n  model: {{name: gpt-x}}\n  external: {{baseUrl: \"http://127.0.0.1:{upstream.Port}/v1\", apiKeySecretRef: {{name: upstream, key: token}} }}",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: upstream, labels: {llmrouting.dev/secret: upstream-credential}, annotations: {llmrouting.dev/hosts: \"127.0.0.1\"}}\nstringData: {token: sk-first}",
            ManifestText.Policy("models: [ext]\ntiers: [{name: ext, tierRef: {name: external}}]\nroutes: [{tier: ext}]", "external"),
        ];
        await using var drill = await Drill.StartAsync(new DrillPlan { Documents = documents });
        (await drill.Router.AskAsync(Prompts.Chat(model: "ext"))).IsOk();
        drill.Router.Files.Replace("others.yaml", "sk-first", "sk-second");
        await Eventually.IsAsync(async () =>
        {
            (await drill.Router.AskAsync(Prompts.Chat(model: "ext"))).IsOk();
            return seen.Last() == "sk-second";
        }, () => Task.FromResult("the old key is still sent"));
        await drill.Router.CountsAsync(2, "llm_config_reloads_total", ("result", "applied"));
        Assert.Equal(3, drill.Router.Log.Text.Split(" applied;").Length);
    }
}
