using static LlmRouting.Operator.Tests.Reconcilers.Tiers.ReconciledTier;

namespace LlmRouting.Operator.Tests.Reconcilers.Tiers;

/// <summary>Weights that were chosen once stay, whatever is lost or late.</summary>
public sealed class ModelPinTests
{
    private const string Later = "2222222222222222222222222222222222222222";

    [Fact]
    public async Task A_commit_that_is_known_is_not_asked_for_again_while_its_status_is_late()
    {
        await using var test = await StartAsync();
        await test.ReconcileAsync();
        var template = test.Template;
        Assert.Contains($"--revision={ScriptedHub.First}", template, StringComparison.Ordinal);

        test.Hub.Commit = null;
        await test.SeeChildrenAsync();
        await test.ReconcileAsync();
        Assert.Equal(template, test.Template);
        await test.SettleAsync();
        Assert.Equal(template, test.Template);
        Assert.Equal(ScriptedHub.First, (string?)test.Tier["status"]!["resolvedRevision"]);
    }

    [Fact]
    public async Task Nor_while_nothing_that_was_written_is_seen_yet()
    {
        await using var test = await StartAsync();
        await test.ReconcileAsync();
        var template = test.Template;
        test.Hub.Commit = Later;
        await test.ReconcileAsync();
        Assert.Equal(template, test.Template);
    }

    [Fact]
    public async Task It_survives_a_status_that_was_lost_and_a_restart()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        var template = test.Template;
        test.Server.Objects.Change("modeltiers.llmrouting.dev", Namespace, Name, tier => tier.Remove("status"), "status");
        await test.SeeAsync();
        test.Hub.Commit = Later;
        test.Restart();
        await test.SettleAsync();
        Assert.Equal(template, test.Template);
        Assert.Equal(ScriptedHub.First, (string?)test.Tier["status"]!["resolvedRevision"]);
    }

    [Fact]
    public async Task An_operator_that_cannot_read_the_tier_leaves_its_pin_in_status()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        var template = test.Template;
        test.CannotRead();
        await test.ReconcileAsync();
        await test.SeeAsync();
        Assert.Equal("Unreadable", test.Ready.Reason);
        Assert.Equal((ScriptedHub.First, "Qwen/Qwen3-4B@main"), ((string?)test.Tier["status"]!["resolvedRevision"], (string?)test.Tier["status"]!["resolvedFrom"]));

        test.Hub.Commit = Later;
        test.Restart();
        await test.SettleAsync();
        Assert.Equal(template, test.Template);
        Assert.NotEqual("Unreadable", test.Ready.Reason);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_once_even_over_restarts()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        test.CannotRead();
        await test.ReconcileAsync();
        test.Server.Writes.Reset();
        test.Restart();
        await test.SeeTierAsync();
        test.CannotRead();
        await test.ReconcileAsync();
        Assert.Equal(0, test.Server.Writes.Total);
    }

    [Fact]
    public async Task That_nothing_is_looked_up_is_said_once_and_in_the_same_words_ever_after()
    {
        await using var test = await StartAsync();
        test.HubUrl = null;
        test.Restart();
        await test.ReconcileAsync();
        await test.SeeAsync();
        await test.ReconcileAsync();
        await test.SeeAsync();
        Assert.Contains("(looking up revisions is switched off)", test.Ready.Message, StringComparison.Ordinal);
        test.Server.Writes.Reset();
        test.Restart();
        await test.ReconcileAsync();
        Assert.Equal(0, test.Server.Writes.Total);
    }

    [Fact]
    public async Task Another_revision_is_asked_for()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        test.Hub.Commit = Later;
        test.Server.Objects.Change("modeltiers.llmrouting.dev", Namespace, Name, tier => tier["spec"]!["model"]!["revision"] = "v2");
        await test.SeeAsync();
        await test.SettleAsync();
        Assert.Contains($"--revision={Later}", test.Template, StringComparison.Ordinal);
    }
}
