using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;

namespace LlmRouting.DataPlane.Tests.Configuration;

public sealed class RuntimeBuilderTests
{
    [Fact]
    public void Our_clock_of_the_total_always_runs_out_before_YARPs()
    {
        using var clients = new UpstreamClients(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
        var tier = new TierSnapshot { Namespace = "default", Name = "weak", Uid = "1", Model = "m", Timeouts = new TimeoutsSnapshot { Total = TimeSpan.FromMilliseconds(600) } };
        var built = new RuntimeBuilder(new StateRegistry(TimeProvider.System), clients).Build(new RoutingSnapshot { Gateway = "default", Tiers = [tier] });
        Assert.True(Assert.Single(built.Tiers).SendConfig.ActivityTimeout >= tier.Timeouts.Total + TimeSpan.FromSeconds(1));
    }
}
