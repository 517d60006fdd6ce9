using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>What an operator pushes is what is served.</summary>
public sealed class FollowingTests
{
    [Fact]
    public async Task What_is_pushed_is_served_and_acknowledged()
    {
        await using var pushed = await Pushed.StartAsync();
        Assert.Equal("weak-model", (await pushed.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-model"]);
        Assert.True((bool)(await pushed.Router.AdminAsync("/ready")).IsOk().Json["ready"]!);
        Assert.Equal("/v1/frames/default?schema=1 HTTP/2 gzip", pushed.Server.Asked.First());
        Assert.Equal("Bearer token-1", pushed.Server.Tokens.First());

        var changed = CanonicalJson.Stamp(pushed.Snapshot with { Policies = [Pushed.Policy with { Models = ["changed"] }] });
        pushed.Publish(changed);
        await pushed.ServesAsync(changed.Revision);
        (await pushed.Router.AskAsync(Prompts.Chat(model: "changed"))).IsOk();
        (await pushed.Router.AskAsync(Prompts.Chat())).IsError(404, "model_not_found", "model");
        await pushed.ReportedAsync(report => report.Acknowledged is { } said && said.Revision == changed.Revision && said.ConfigRevision == FrameCutter.RevisionOf(changed)
            && said.Slots.Any(slot => slot is { Kind: FrameKind.Config, Order.Sequence: 102 }));
        var status = (await pushed.Router.StatusAsync())["operator"]!;
        Assert.Equal(("operator-0", "1.102"), ((string?)status["name"], (string?)status["orders"]!["config"]));
    }

    [Fact]
    public async Task Nothing_is_served_before_every_slot_was_seen()
    {
        await using var pushed = await Pushed.PrepareAsync();
        var frames = FrameCutter.Cut(pushed.Snapshot, _ => new FrameOrder(1, 1));
        pushed.Server.Publish(frames.Where(frame => frame is not KeysFrame));
        await pushed.RouterStartsAsync();
        await pushed.ConnectedAsync();
        (await pushed.Router.AskAsync(Prompts.Chat())).IsError(503, "not_ready");
        Assert.Equal(503, (await pushed.Router.AdminAsync("/ready")).Status);
        pushed.Server.Publish(frames.Where(frame => frame is KeysFrame));
        await pushed.ServesAsync(pushed.Snapshot.Revision);
        (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
    }

    [Fact]
    public async Task A_lower_order_changes_nothing()
    {
        await using var pushed = await Pushed.StartAsync();
        var changed = CanonicalJson.Stamp(pushed.Snapshot with { Policies = [Pushed.Policy with { Models = ["changed"] }] });
        pushed.Server.Publish(FrameCutter.Cut(changed, _ => new FrameOrder(1, 5)));
        pushed.Server.Publish(FrameCutter.Cut(changed, _ => new FrameOrder(0, 5000)));
        pushed.PublishEndpoints("default/strong", Pushed.Url(pushed.Strong));
        await pushed.ReportedAsync(report => report.Acknowledged?.Slots.Any(slot => slot is { Tier: "default/strong", Order.Sequence: 102 }) == true);
        (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
        pushed.Server.Cut();
        await pushed.Router.StatusBecomesAsync(_ => pushed.Server.Asked.Count >= 2);
        await pushed.ConnectedAsync();
        (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
    }

    [Fact]
    public async Task Orders_of_a_restored_store_are_believed()
    {
        await using var pushed = await Pushed.StartAsync();
        var changed = CanonicalJson.Stamp(pushed.Snapshot with { Policies = [Pushed.Policy with { Models = ["changed"] }] });
        pushed.Server.Restore("b");
        pushed.Server.Publish(FrameCutter.Cut(changed, _ => new FrameOrder(0, 1)));
        pushed.Server.Cut();
        await pushed.ServesAsync(changed.Revision);
    }

    [Fact]
    public async Task A_frame_that_cannot_be_served_is_refused_reported_and_the_last_good_one_serves()
    {
        await using var pushed = await Pushed.StartAsync();
        var broken = CanonicalJson.Stamp(pushed.Snapshot with { Policies = [Pushed.Policy with { Models = ["auto", "more"], OnClassifierFailure = "nowhere" }] });
        pushed.Publish(broken);
        await pushed.Router.StatusBecomesAsync(status => status["operator"]!["refused"]!.AsArray() is [{ } refused] && (string?)refused["slot"] == "config");
        await pushed.ReportedAsync(report => report.Refused is [{ Kind: FrameKind.Config, Order.Sequence: 102, Problems: [var problem] }] && problem.Contains("nowhere", StringComparison.Ordinal));
        (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal("degraded", (string?)(await pushed.Router.StatusAsync())["health"]);

        // The others of its batch are served.
        pushed.PublishEndpoints("default/weak");
        await pushed.Router.StatusBecomesAsync(status => status["tiers"]!.AsArray().Any(tier => (string?)tier!["name"] == "weak" && tier["endpoints"]!.AsArray().Count == 0));
        var good = CanonicalJson.Stamp(broken with { Policies = [Pushed.Policy with { Models = ["auto", "more"] }] });
        pushed.Publish(good);
        await pushed.ServesAsync(good.Revision);
        await pushed.ReportedAsync(report => report is { Refused: [], Acknowledged: { } said } && said.Revision == good.Revision);
        Assert.Equal("healthy", (string?)(await pushed.Router.StatusAsync())["health"]);
    }

    [Fact]
    public async Task A_pattern_that_cannot_be_compiled_takes_only_its_frame_out()
    {
        await using var pushed = await Pushed.StartAsync();
        var heuristic = new Contract.Snapshot.HeuristicSnapshot { Keywords = [new() { Name = "k", Label = Contract.Snapshot.ComplexityLabel.Complex, Any = ["(("], Match = Contract.Snapshot.KeywordMatch.Regex }] };
        var policy = Pushed.Policy with { Classifiers = [new() { Name = "c", Heuristic = heuristic }], ActiveClassifier = "c" };
        pushed.Publish(pushed.Snapshot with { Policies = [policy], Keys = [new() { Id = "new", Sha256 = new string('a', 64), Namespace = "default" }] });
        await pushed.Router.StatusBecomesAsync(status => status["operator"]!["refused"]!.AsArray().Count == 1 && (int)status["keys"]! == 1);
        (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
    }

    [Fact]
    public async Task The_operators_queue_readings_decide_between_endpoints()
    {
        await using var pushed = await Pushed.StartAsync();
        await using var other = await DataPlane.Simulation.Simulator.StartAsync(
            new() { Model = "weak-model", TimeToFirstToken = TimeSpan.Zero, TokensPerSecond = 1e9, OutputTokens = 8, ApiKey = "sk-weak" }, TimeProvider.System);
        pushed.PublishEndpoints("default/weak", Pushed.Url(pushed.Weak), Pushed.Url(other));
        pushed.Server.Publish(new LoadFrame { Tier = "default/weak", BaseUrls = [Pushed.Url(pushed.Weak), Pushed.Url(other)], Running = [40, 0], Waiting = [60, 0], KvCache = [-1, 250], Order = pushed.NextOrder() });
        await pushed.Router.StatusBecomesAsync(status => status["tiers"]!.AsArray().SelectMany(tier => tier!["endpoints"]!.AsArray()).Any(endpoint => (int?)endpoint!["waiting"] == 60));
        for (var i = 0; i < 10; i++) (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal((0L, 10L), (pushed.Weak.State.Received, other.State.Received));
    }

    [Fact]
    public async Task A_draining_server_gets_nothing_new_and_its_open_requests_are_reported()
    {
        await using var pushed = await Pushed.StartAsync();
        pushed.Weak.SetFault(DataPlane.Simulation.Fault.Parse("stall=2;for=10m"));
        using var leave = new CancellationTokenSource();
        using (await pushed.Router.SendAsync(Prompts.Streamed(), cancellation: leave.Token))
        {
            pushed.Server.Publish(new DrainingFrame { Tiers = [new DrainingTier("default/weak", [Pushed.Url(pushed.Weak)])], Order = pushed.NextOrder() });
            await pushed.ReportedAsync(report => report.Draining is [{ Tier: "default/weak", InFlight: 1, Order.Sequence: 102 }]);
            pushed.Server.Publish(new DrainingFrame { Tiers = [new DrainingTier("default/weak", null)], Order = pushed.NextOrder() });
            await pushed.ReportedAsync(report => report.Draining is [{ BaseUrl: null, InFlight: 1, Order.Sequence: 103 }]);
        }

        await pushed.ReportedAsync(report => report.Draining is [{ InFlight: 0, Order.Sequence: 103 }]);
    }
}
