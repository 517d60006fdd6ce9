using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.Upstreams;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>How long addresses are believed without the operator.</summary>
public sealed class TrustTests
{
    [Fact]
    public async Task After_five_minutes_of_silence_only_servers_that_list_the_model_under_the_tiers_key_are_used()
    {
        var options = new SimulatorOptions { Model = "weak-model" };
        await using var good = await Simulator.StartAsync(options with { ApiKey = "sk" }, TimeProvider.System);
        await using var otherKey = await Simulator.StartAsync(options with { ApiKey = "other" }, TimeProvider.System);
        await using var otherModel = await Simulator.StartAsync(options with { Model = "else", ApiKey = "sk" }, TimeProvider.System);
        using var refused = new RefusedPort();
        string[] urls = [Pushed.Url(good), Pushed.Url(otherKey), Pushed.Url(otherModel), $"http://127.0.0.1:{refused.Port}"];
        var snapshot = new RoutingSnapshot
        {
            Gateway = "default", Tiers = [Pushed.Tier("weak")], Endpoints = [new EndpointsSnapshot("default/weak", urls)], Credentials = [new CredentialSnapshot("default/weak", "sk", [])],
        };
        var time = new ManualTime();
        using var clients = new UpstreamClients(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
        var link = new OperatorLink(time);
        var trust = new Trust(link, new EndpointVerifier(clients.For(TimeSpan.FromSeconds(2)).Pooled, TimeProvider.System), time);

        link.Connected("operator-0");
        link.Heard();
        link.Synced();
        Assert.False(await trust.ReviewAsync(snapshot, default));
        link.Lost("away");
        time.Advance(Trust.Holds - TimeSpan.FromSeconds(1));
        Assert.False(await trust.ReviewAsync(snapshot, default));
        Assert.Null(trust.Verified);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await trust.ReviewAsync(snapshot, default));
        Assert.Equal([("default/weak", Pushed.Url(good))], trust.Verified!);

        link.Connected("operator-1");
        Assert.False(await trust.ReviewAsync(snapshot, default));
        Assert.NotNull(trust.Verified);
        link.Synced();
        Assert.True(await trust.ReviewAsync(snapshot, default));
        Assert.Null(trust.Verified);
    }
}
