using LlmRouting.Contract.Compilation;

namespace LlmRouting.Operator.Tests.Reconcilers.Tiers;

public sealed class CapabilityNoteTests
{
    [Fact]
    public async Task A_capability_that_its_servers_are_not_started_for_is_said_on_the_tier_and_keeps_nothing_from_being_made()
    {
        await using var test = await ReconciledTier.StartAsync("capabilities: [Chat, Tools]");
        var compiled = SnapshotCompiler.Compile(new ManifestObjects { Tiers = [test.Caches.Tiers.Find(ReconciledTier.Key)!.Value!] }, new CompileOptions());
        test.Judged = compiled.Problems;
        await test.SettleAsync();
        Assert.Equal("Starting", test.Ready.Reason);
        Assert.Contains("spec.capabilities: has Tools, and spec.vllm.extraArgs lacks --enable-auto-tool-choice", test.Ready.Message, StringComparison.Ordinal);
        Assert.NotNull(test.Find("deployments.apps"));
    }
}
