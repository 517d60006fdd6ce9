using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class SimulatedTiersTests
{
    private static readonly TierSnapshot Tier = new() { Namespace = "default", Name = "small", Uid = "1", Model = "m", Managed = true, MaxModelLen = 4096 };

    private static SimulatedTiers Create() =>
        new(tier => new SimulatorOptions { Model = tier.Model, MaxModelLen = tier.MaxModelLen!.Value, MaxNumSeqs = tier.MaxNumSeqs }, TimeProvider.System);

    private static async Task<string> UrlAsync(SimulatedTiers tiers, TierSnapshot tier, CancellationToken cancellation = default)
    {
        var added = await tiers.AddEndpointsAsync(new RoutingSnapshot { Gateway = "default", Tiers = [tier] }, cancellation);
        return Assert.Single(Assert.Single(added.Endpoints).BaseUrls);
    }

    [Fact]
    public async Task A_start_that_failed_is_tried_again()
    {
        await using var tiers = Create();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => UrlAsync(tiers, Tier, new CancellationToken(canceled: true)));
        Assert.NotEmpty(await UrlAsync(tiers, Tier));
    }

    [Fact]
    public async Task Simulators_stay_until_what_they_are_to_keep_to_changes()
    {
        await using var tiers = Create();
        var first = await UrlAsync(tiers, Tier);
        Assert.Equal(first, await UrlAsync(tiers, Tier with { CostPerHour = 1 }));
        Assert.NotEqual(first, await UrlAsync(tiers, Tier with { MaxModelLen = 8192 }));
        Assert.NotEqual(first, await UrlAsync(tiers, Tier with { MaxNumSeqs = 1 }));
    }
}
