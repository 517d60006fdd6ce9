using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>Requests of a tier that sleeps.</summary>
public sealed class HoldTests
{
    private static async Task<Pushed> AsleepAsync(HoldOptions hold, bool canFallBack = false, TierAbsence absence = TierAbsence.Asleep)
    {
        var pushed = await Pushed.PrepareAsync();
        pushed.Configure = options => options with { Hold = hold };
        var snapshot = pushed.Snapshot with { Policies = [Pushed.Policy with { Fallbacks = canFallBack ? Pushed.Policy.Fallbacks : [] }] };
        snapshot = snapshot with { Tiers = [Pushed.Tier("strong"), Pushed.Tier("weak") with { Absence = absence }] };
        pushed.Publish(snapshot with { Endpoints = [snapshot.Endpoints[0], new EndpointsSnapshot("default/weak", [])] });
        await pushed.RouterStartsAsync();
        await pushed.Router.StatusBecomesAsync(status => status["configuration"]!["appliedAt"] is not null);
        return pushed;
    }

    [Fact]
    public async Task Requests_wait_are_reported_and_served_when_a_server_appears()
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard);
        var asked = Enumerable.Range(0, 5).Select(i => pushed.Router.AskAsync(i == 0 ? Prompts.Streamed() : Prompts.Chat())).ToArray();
        await pushed.ReportedAsync(report => report.Held is [{ Tier: "default/weak", Requests: 5 }]);
        Assert.Equal(5, (int)(await pushed.Router.StatusAsync())["tiers"]!.AsArray().Single(tier => (string?)tier!["name"] == "weak")!["held"]!);
        pushed.PublishEndpoints("default/weak", Pushed.Url(pushed.Weak));
        foreach (var answer in await Task.WhenAll(asked)) Assert.Equal("weak-model", answer.IsOk()["x-llm-model"]);
        var reports = pushed.Server.Reports.Count;
        await pushed.ReportedAsync(report => report.Number > reports && report.Held is []);
    }

    [Fact]
    public async Task Time_is_bounded_then_it_is_a_fallback()
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard with { For = TimeSpan.FromMilliseconds(300) }, canFallBack: true);
        Assert.Equal("strong-model", (await pushed.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-model"]);
    }

    [Fact]
    public async Task Without_a_fallback_it_is_a_503_with_Retry_After()
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard with { For = TimeSpan.FromMilliseconds(300) });
        Assert.NotNull((await pushed.Router.AskAsync(Prompts.Chat())).IsError(503, "no_endpoints")["retry-after"]);
    }

    [Fact]
    public async Task Waiting_in_vain_is_no_overhead_of_the_router()
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard with { For = TimeSpan.FromMilliseconds(300) });
        (await pushed.Router.AskAsync(Prompts.Chat())).IsError(503, "no_endpoints");
        await pushed.Router.CountsAsync(1, "llm_requests_total", ("status", "503"));
        Assert.Equal(0, (await pushed.Router.MetricsAsync()).Value("llm_router_overhead_seconds_count"));
    }

    [Theory]
    [InlineData(2, 1 << 20)]
    [InlineData(100, 700)]
    public async Task Number_and_bytes_are_bounded(int requests, long bytes)
    {
        await using var pushed = await AsleepAsync(new HoldOptions(requests, bytes, TimeSpan.FromMinutes(5)));
        var body = Prompts.Chat(new string('x', 250));
        Task<Answer>[] asked = [pushed.Router.AskAsync(body), pushed.Router.AskAsync(body)];
        await pushed.ReportedAsync(report => report.Held is [{ Requests: 2 }]);
        (await pushed.Router.AskAsync(body)).IsError(503, "no_endpoints");
        pushed.PublishEndpoints("default/weak", Pushed.Url(pushed.Weak));
        foreach (var answer in await Task.WhenAll(asked)) answer.IsOk();
    }

    [Fact]
    public async Task A_client_that_leaves_waits_no_longer()
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard);
        using var leave = new CancellationTokenSource();
        var asked = pushed.Router.SendAsync(Prompts.Chat(), cancellation: leave.Token);
        await pushed.ReportedAsync(report => report.Held.Count == 1);
        var reported = pushed.Server.Reports.Max(report => report.Number);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await pushed.ReportedAsync(report => report.Number > reported && report.Held.Count == 0);
    }

    [Fact]
    public async Task Nobody_waits_where_nobody_hears_it()
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard with { For = TimeSpan.FromMinutes(10) });
        await pushed.Server.DisposeAsync();
        await pushed.Router.StatusBecomesAsync(status => !(bool)status["operator"]!["connected"]!);
        (await pushed.Router.AskAsync(Prompts.Chat())).IsError(503, "no_endpoints");
    }

    [Theory]
    [InlineData(TierAbsence.Down)]
    [InlineData(TierAbsence.Deleted)]
    public async Task Where_waiting_wakes_nobody_the_fallback_answers_at_once(TierAbsence absence)
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard with { For = TimeSpan.FromMinutes(10) }, canFallBack: true, absence);
        Assert.Equal("strong-model", (await pushed.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-model"]);
    }

    [Fact]
    public async Task Where_there_is_no_fallback_a_tier_that_is_down_is_waited_for()
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard, absence: TierAbsence.Down);
        var asked = pushed.Router.AskAsync(Prompts.Chat());
        await pushed.ReportedAsync(report => report.Held is [{ Tier: "default/weak" }]);
        pushed.PublishEndpoints("default/weak", Pushed.Url(pushed.Weak));
        (await asked).IsOk();
    }

    [Fact]
    public async Task Where_there_is_no_fallback_a_deleted_tier_is_a_503_at_once()
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard with { For = TimeSpan.FromMinutes(10) }, absence: TierAbsence.Deleted);
        (await pushed.Router.AskAsync(Prompts.Chat())).IsError(503, "no_endpoints");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_waits_when_the_tier_is_deleted_goes_to_the_fallback_at_once(bool isGone)
    {
        await using var pushed = await AsleepAsync(HoldOptions.Standard with { For = TimeSpan.FromMinutes(10) }, canFallBack: true);
        var asked = pushed.Router.AskAsync(Prompts.Chat());
        await pushed.ReportedAsync(report => report.Held is [{ Tier: "default/weak" }]);
        var deleted = isGone ? Pushed.Tier("weak") with { Managed = false } : Pushed.Tier("weak") with { Absence = TierAbsence.Deleted };
        pushed.Publish(pushed.Snapshot with { Tiers = [Pushed.Tier("strong"), deleted], Endpoints = [pushed.Snapshot.Endpoints[0], new EndpointsSnapshot("default/weak", [])] });
        Assert.Equal("strong-model", (await asked).IsOk()["x-llm-model"]);
    }

    [Theory]
    [InlineData(TierAbsence.Down)]
    [InlineData(null)]
    public async Task A_fallback_that_sleeps_is_woken_where_nobody_else_can_answer(TierAbsence? ofWeak)
    {
        await using var pushed = await Pushed.PrepareAsync();
        var strong = Pushed.Tier("strong") with { Absence = TierAbsence.Asleep };
        pushed.Publish(pushed.Snapshot with
        {
            Tiers = [strong, Pushed.Tier("weak") with { Absence = ofWeak ?? default }],
            Endpoints = [new EndpointsSnapshot("default/strong", []), new EndpointsSnapshot("default/weak", ofWeak is null ? [Pushed.Url(pushed.Weak)] : [])],
        });
        await pushed.RouterStartsAsync();
        await pushed.Router.StatusBecomesAsync(status => status["configuration"]!["appliedAt"] is not null);
        pushed.Weak.SetFault(Fault.Parse("status=500"));
        var asked = pushed.Router.AskAsync(Prompts.Chat());
        await pushed.ReportedAsync(report => report.Held is [{ Tier: "default/strong", Requests: 1 }]);
        pushed.PublishEndpoints("default/strong", Pushed.Url(pushed.Strong));
        var answer = (await asked).IsOk();
        Assert.Equal(("strong-model", "true"), (answer["x-llm-model"], answer["x-llm-fallback"]));
    }

    [Fact]
    public async Task A_fallback_that_sleeps_is_left_to_sleep_where_another_can_answer()
    {
        await using var pushed = await Pushed.PrepareAsync();
        var policy = Pushed.Policy with
        {
            Tiers = [.. Pushed.Policy.Tiers, new PolicyTier("spare", "default/spare")],
            Fallbacks = [new FallbackSnapshot("weak", ["spare", "strong"])],
        };
        var spare = Pushed.Tier("spare") with { Absence = TierAbsence.Asleep };
        var snapshot = pushed.Snapshot;
        pushed.Publish(snapshot with { Policies = [policy], Tiers = [spare, .. snapshot.Tiers], Endpoints = [new EndpointsSnapshot("default/spare", []), .. snapshot.Endpoints] });
        await pushed.RouterStartsAsync();
        await pushed.Router.StatusBecomesAsync(status => status["configuration"]!["appliedAt"] is not null);
        pushed.Weak.SetFault(Fault.Parse("status=500"));
        Assert.Equal("strong-model", (await pushed.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-model"]);
    }
}
