using System.Net;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.Tests.Harness;
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

    private static async Task<bool> ReviewAsync(Trust trust, RoutingSnapshot snapshot, ScriptedServers servers, ManualTime time)
    {
        var expected = servers.Asked + snapshot.Endpoints[0].BaseUrls.Count;
        var review = trust.ReviewAsync(snapshot, default);
        await Eventually.IsAsync(() => servers.Asked == expected, () => $"{servers.Asked} of {expected} were asked");
        // Who answers at all has answered; the others are given up on now.
        time.Advance(TimeSpan.FromSeconds(2));
        return await review;
    }

    [Fact]
    public async Task A_server_that_was_verified_stays_while_it_does_not_answer_and_goes_when_it_is_another()
    {
        string[] urls = ["http://10.0.0.1:8000", "http://10.0.0.2:8000", "http://10.0.0.3:8000", "http://10.0.0.4:8000", "http://10.0.0.5:8000", "http://10.0.0.6:8000"];
        var snapshot = new RoutingSnapshot { Gateway = "default", Tiers = [Pushed.Tier("weak")], Endpoints = [new EndpointsSnapshot("default/weak", urls)] };
        using var servers = new ScriptedServers();
        using var http = new HttpMessageInvoker(servers);
        var time = new ManualTime();
        var trust = new Trust(new OperatorLink(time), new EndpointVerifier(http, time), time);
        trust.TrustNobody();
        foreach (var url in urls[..5]) servers.Lists(url, "weak-model");
        servers.Hangs(urls[5]);
        Assert.True(await ReviewAsync(trust, snapshot, servers, time));
        Assert.Equal(urls[..5], trust.Verified!.Select(server => server.BaseUrl).Order());

        servers.Hangs(urls[0]);
        servers.Answers(urls[1], HttpStatusCode.ServiceUnavailable);
        servers.Refuses(urls[2]);
        servers.Answers(urls[3], HttpStatusCode.Unauthorized);
        servers.Lists(urls[4], "another");
        for (var round = 0; round < 3; round++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await ReviewAsync(trust, snapshot, servers, time);
            Assert.Equal(urls[..2], trust.Verified!.Select(server => server.BaseUrl).Order());
        }
    }

    [Fact]
    public async Task Nobody_is_waited_for_once_the_operator_is_back()
    {
        var snapshot = new RoutingSnapshot { Gateway = "default", Tiers = [Pushed.Tier("weak")], Endpoints = [new EndpointsSnapshot("default/weak", ["http://10.0.0.1:8000"])] };
        using var servers = new ScriptedServers();
        using var http = new HttpMessageInvoker(servers);
        servers.Hangs("http://10.0.0.1:8000");
        var time = new ManualTime();
        var link = new OperatorLink(time);
        var trust = new Trust(link, new EndpointVerifier(http, time), time);
        trust.TrustNobody();
        var review = trust.ReviewAsync(snapshot, default);
        await Eventually.IsAsync(() => servers.Asked == 1, () => "never asked");
        link.Connected("operator-0");
        Assert.False(review.IsCompleted);
        link.Synced();
        await Eventually.IsAsync(() => review.IsCompleted, () => "it still waits for a server");
        Assert.True(await review);
        Assert.Null(trust.Verified);
    }
}
