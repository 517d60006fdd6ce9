using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>Manual splits over HTTP.</summary>
public sealed class CanaryDrillTests
{
    private static Task<Drill> StartAsync(int weight, string more = "", DrillPlan? plan = null) =>
        Drill.StartAsync((plan ?? new DrillPlan()) with { Others = ["canary"], Documents = [ManifestText.Canary("rollout", "weak", "canary", weight, more)] });

    [Fact]
    public async Task Ten_percent_are_exact_to_one_in_a_thousand()
    {
        await using var drill = await StartAsync(10);
        var canary = 0;
        for (var i = 0; i < 1000; i++) canary += (await drill.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-canary"] == "canary" ? 1 : 0;
        Assert.InRange(canary, 99, 101);
        Assert.Equal(canary, drill.Others["canary"].State.Received);
        await drill.Router.CountsAsync(canary, "llm_canary_requests_total", ("rollout", "rollout"), ("side", "canary"), ("outcome", "success"));
        await drill.Router.CountsAsync(1000 - canary, "llm_canary_requests_total", ("side", "stable"), ("outcome", "success"));
    }

    [Fact]
    public async Task Sticky_callers_stay_on_their_side_and_more_weight_only_adds()
    {
        await using var drill = await StartAsync(30, "sticky: {header: x-session-id}");
        async Task<HashSet<int>> CanariesAsync()
        {
            var sides = new HashSet<int>();
            for (var session = 0; session < 200; session++)
            {
                if ((await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, ("x-session-id", "s" + session))).IsOk()["x-llm-canary"] == "canary") sides.Add(session);
            }

            return sides;
        }

        var first = await CanariesAsync();
        Assert.InRange(first.Count, 30, 95);
        Assert.True(first.SetEquals(await CanariesAsync()));
        drill.Router.Files.Replace("others.yaml", "weight: 30", "weight: 60");
        await drill.Router.ServesTheFolderAsync();
        Assert.True((await CanariesAsync()).IsProperSupersetOf(first));
    }

    [Fact]
    public async Task A_sticky_caller_that_forgets_the_header_stays_with_its_key()
    {
        var keys = Enumerable.Range(0, 12).Select(i => Keys.Create("k" + i)).ToArray();
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Others = ["canary"],
            Documents = [ManifestText.Canary("rollout", "weak", "canary", 50, "sticky: {header: x-session-id}"), .. keys.Select(k => k.Manifest)],
            Router = o => o with { Auth = DataPlane.Access.AuthMode.ApiKey },
        });
        var sides = new List<(int, string?)>();
        for (var i = 0; i < 48; i++) sides.Add((i % 12, (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, keys[i % 12].Header)).IsOk()["x-llm-canary"]));
        Assert.Equal(12, sides.Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failing_canary_falls_back_to_its_own_stable_and_is_counted_as_the_canary(bool stream)
    {
        await using var drill = await StartAsync(100);
        drill.Others["canary"].SetFault(DataPlane.Simulation.Fault.Parse("status=500"));
        var answer = (await drill.Router.AskAsync(stream ? Prompts.Streamed() : Prompts.Chat())).IsOk();
        Assert.Equal(("weak", "weak-model", "stable", "2", "false"), (answer["x-llm-tier"], answer["x-llm-model"], answer["x-llm-canary"], answer["x-llm-attempts"], answer["x-llm-fallback"]));
        await drill.Router.CountsAsync(1, "llm_canary_requests_total", ("side", "canary"), ("outcome", "failure"));
        await drill.Router.CountsAsync(1, "llm_canary_requests_total");
        await drill.Router.CountsAsync(0, "llm_fallbacks_total");
        Assert.Equal(0, drill.Strong[0].State.Received);
    }

    [Fact]
    public async Task An_answer_of_a_fallback_tier_is_of_no_side()
    {
        await using var drill = await StartAsync(100);
        drill.Others["canary"].SetFault(DataPlane.Simulation.Fault.Parse("status=500"));
        drill.FailWeak("status=500");
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal(("strong", "true", null), (answer["x-llm-tier"], answer["x-llm-fallback"], answer["x-llm-canary"]));
    }

    [Fact]
    public async Task A_failing_stable_side_is_counted_as_stable_and_its_fallback_enters_no_canary()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Others = ["canary"], Documents = [ManifestText.Canary("rollout", "strong", "canary", 100), ManifestText.Canary("other", "weak", "canary", 0)] });
        drill.FailWeak("status=500");
        var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal(("strong", "strong-model", "true"), (answer["x-llm-tier"], answer["x-llm-model"], answer["x-llm-fallback"]));
        Assert.Equal(0, drill.Others["canary"].State.Received);
        await drill.Router.CountsAsync(1, "llm_canary_requests_total", ("rollout", "other"), ("side", "stable"), ("outcome", "failure"));
        await drill.Router.CountsAsync(0, "llm_canary_requests_total", ("rollout", "rollout"));
    }

    [Fact]
    public async Task A_tier_asked_for_by_name_never_enters()
    {
        await using var drill = await StartAsync(100);
        Assert.Null((await drill.Router.AskAsync(Prompts.Chat(model: "weak"))).IsOk()["x-llm-canary"]);
        Assert.Equal(0, drill.Others["canary"].State.Received);
        await drill.Router.CountsAsync(1, "llm_requests_total");
        await drill.Router.CountsAsync(0, "llm_canary_requests_total");
    }

    [Theory]
    [InlineData("cut=3", "failure")]
    [InlineData("error-event=0", "failure")]
    [InlineData("error-event=3", "failure")]
    [InlineData("end=3", "failure")]
    [InlineData("status=429", "failure")]
    [InlineData("status=404", "failure")]
    [InlineData("status=400", "ignored")]
    [InlineData("status=413", "ignored")]
    public async Task One_observation_a_request_and_the_clients_mistakes_are_not_counted(string fault, string outcome)
    {
        await using var drill = await StartAsync(100);
        drill.Others["canary"].SetFault(DataPlane.Simulation.Fault.Parse(fault));
        await drill.Router.AskAsync(Prompts.Streamed());
        await drill.Router.CountsAsync(1, "llm_canary_requests_total", ("side", "canary"), ("outcome", outcome));
        await drill.Router.CountsAsync(1, "llm_canary_requests_total");
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("stall=2")]
    public async Task A_client_that_leaves_is_ignored(string fault)
    {
        await using var drill = await StartAsync(100);
        var canary = drill.Others["canary"];
        canary.SetFault(DataPlane.Simulation.Fault.Parse(fault));
        using var leave = new CancellationTokenSource();
        var asked = drill.Router.SendAsync(Prompts.Streamed(), cancellation: leave.Token);
        await canary.State.WaitUntilAsync(s => s.Received == 1);
        if (fault == "hang") await leave.CancelAsync();
        else (await asked).Dispose();
        await drill.Router.CountsAsync(1, "llm_canary_requests_total", ("side", "canary"), ("outcome", "ignored"));
        await drill.Router.CountsAsync(1, "llm_requests_total", ("status", "499"));
        if (fault == "hang") await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_cached_answer_is_no_observation()
    {
        await using var drill = await StartAsync(100, plan: new DrillPlan { Policy = "cache: {mode: Exact, ttl: 1h}" });
        for (var i = 0; i < 3; i++) (await drill.Router.AskAsync(Prompts.Chat(more: ",\"temperature\":0"))).IsOk();
        await drill.Router.CountsAsync(3, "llm_requests_total");
        await drill.Router.CountsAsync(1, "llm_canary_requests_total", ("side", "canary"), ("outcome", "success"));
        Assert.Equal(1, drill.Others["canary"].State.Received);
    }

    [Fact]
    public async Task A_canary_without_endpoints_gets_nothing_and_says_why()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan { Documents = [ManifestText.Tier("canary"), ManifestText.Canary("rollout", "weak", "canary", 100)] });
        Assert.Equal("weak", (await drill.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-tier"]);
        var split = (await drill.Router.StatusAsync())["policies"]![0]!["canaries"]![0]!;
        Assert.Equal((100, 0), ((int)split["weight"]!, (int)split["effectiveWeight"]!));
        Assert.NotNull((string?)split["reason"]);
    }

    [Fact]
    public async Task A_canary_whose_breaker_is_open_costs_its_stable_no_retry_budget()
    {
        await using var drill = await StartAsync(100, plan: new DrillPlan { Fallbacks = "", WeakSpec = "circuitBreaker: {consecutiveFailures: 1}", Retry = "retry: {budget: {percent: 0, minPerSecond: 0}}" });
        drill.Others["canary"].SetFault(DataPlane.Simulation.Fault.Parse("status=500"));
        (await drill.Router.AskAsync(Prompts.Chat())).IsError(503, "retry_budget_exhausted");
        for (var i = 0; i < 3; i++)
        {
            var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
            Assert.Equal(("weak", "stable", "1"), (answer["x-llm-tier"], answer["x-llm-canary"], answer["x-llm-attempts"]));
        }
    }
}
