using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>What both sides of a canary did is told to the operator.</summary>
public sealed class CanaryReportTests
{
    private static readonly SplitSnapshot Split = new() { RolloutUid = "u-1", Rollout = "r", Policy = "default/default", Stable = "default/weak", Canary = "default/strong", Weight = 50, Epoch = 2 };

    [Fact]
    public async Task A_canarys_failure_is_told_at_once_with_what_else_there_is()
    {
        await using var pushed = await Pushed.StartAsync();
        await SplitAsync(pushed);
        pushed.Strong.SetFault(DataPlane.Simulation.Fault.Parse("status=500"));
        for (var i = 0; i < 4; i++) (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
        await pushed.ReportedAsync(report => report.Canary.Any(counter => counter is { RolloutUid: "u-1", Epoch: 2, Side: CanarySide.Canary, Failures: 2, Requests: 2, Callers.Count: 1, FailedCallers.Count: 1 }));
        await pushed.ReportedAsync(report => report.Canary.Any(counter => counter is { Side: CanarySide.Stable, Failures: 0, Requests: > 0 }));
    }

    [Fact]
    public async Task An_operator_that_has_heard_nothing_is_told_again()
    {
        await using var pushed = await Pushed.StartAsync();
        await SplitAsync(pushed);
        pushed.Strong.SetFault(DataPlane.Simulation.Fault.Parse("status=500"));
        for (var i = 0; i < 4; i++) (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
        await pushed.ReportedAsync(report => report.Canary.Any(counter => counter.Failures == 2));
        pushed.Server.AsksForAll = true;
        pushed.PublishEndpoints("default/strong", Pushed.Url(pushed.Strong));
        await pushed.ReportedAsync(report => pushed.Server.Reports.Count(other => other.Canary.Any(counter => counter.Failures == 2)) > 1);
    }

    private static async Task SplitAsync(Pushed pushed)
    {
        var split = CanonicalJson.Stamp(pushed.Snapshot with { Splits = [Split] });
        pushed.Publish(split);
        await pushed.ServesAsync(split.Revision);
    }
}
