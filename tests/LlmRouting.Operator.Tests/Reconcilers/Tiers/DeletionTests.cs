using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Runtime.Leases;
using LlmRouting.Operator.Tests.Publishing;
using static LlmRouting.Operator.Tests.Reconcilers.Tiers.ReconciledTier;

namespace LlmRouting.Operator.Tests.Reconcilers.Tiers;

/// <summary>A tier goes when its open requests have ended, also where the leader that waited for them has gone.</summary>
public sealed class DeletionTests
{
    private static readonly string Tier = Key.ToString();

    [Fact]
    public async Task A_new_leader_waits_for_data_planes_that_it_has_not_heard_of()
    {
        await using var test = await DeletedAsync();
        Serve(test);
        await AssertHeldAsync(test);

        test.Time.Advance(Settling.Patience - TimeSpan.FromSeconds(1));
        test.Book.Take("default", Samples.Peer("a"), Report(open: 1), 0, out _);
        test.Time.Advance(TimeSpan.FromSeconds(2));
        await AssertHeldAsync(test);

        test.Book.Take("default", Samples.Peer("a"), Report(open: 0), 0, out _);
        await test.ReconcileAsync();
        Assert.Null(test.Find("modeltiers.llmrouting.dev"));
    }

    [Fact]
    public async Task A_tier_of_which_no_data_plane_was_told_goes_at_once()
    {
        await using var test = await DeletedAsync();
        // Its status has just been written.
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(test.ReconcileAsync)).IsConflict);
        await test.SeeAsync();
        await test.ReconcileAsync();
        Assert.Null(test.Find("modeltiers.llmrouting.dev"));
    }

    [Fact]
    public async Task A_leader_that_nobody_comes_to_lets_it_go()
    {
        await using var test = await DeletedAsync();
        Serve(test);
        await AssertHeldAsync(test);
        test.Time.Advance(Settling.Patience);
        await test.ReconcileAsync();
        Assert.Null(test.Find("modeltiers.llmrouting.dev"));
    }

    private static async Task AssertHeldAsync(ReconciledTier test)
    {
        Assert.NotNull((await test.ReconcileAsync()).Again);
        Assert.Contains(TierDeletion.Finalizer, test.Tier["metadata"]!["finalizers"]!.ToJsonString(), StringComparison.Ordinal);
        await test.SeeAsync();
    }

    private static async Task<ReconciledTier> DeletedAsync()
    {
        var test = await StartAsync();
        test.Server.Objects.Delete("modeltiers.llmrouting.dev", Namespace, Name);
        await test.SeeAsync();
        return test;
    }

    /// <summary>A gateway has the tier, and says that it drains.</summary>
    private static void Serve(ReconciledTier test)
    {
        test.Publishers.Of("default").Publish(new EndpointsFrame { Tier = Tier, BaseUrls = [], Order = new FrameOrder(0, 1) });
        test.Drain.Publish();
    }

    private static Report Report(int open) => new()
    {
        Process = "p", Number = open == 0 ? 2 : 1,
        Draining = [new DrainingEndpoint(Tier, null, open, new FrameOrder(0, 1))],
        Acknowledged = new Acknowledgement { Revision = "r", ConfigRevision = "c", IsWhole = true, Slots = [new SlotOrder(FrameKind.Draining, null, new FrameOrder(0, 1))] },
    };
}
