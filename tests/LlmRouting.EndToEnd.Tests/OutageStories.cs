using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.TestKit;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>Whatever is away, requests are served.</summary>
public sealed class OutageStories
{
    [Fact]
    public async Task Operators_come_and_go_under_load()
    {
        var (story, @operator, router) = await Story.ServingAsync();
        await using var end = story;
        await using var load = Load.On(() => router);
        for (var round = 1; round <= 3; round++)
        {
            await @operator.DisposeAsync();
            await load.ServesAsync(50);
            await story.ApplyAsync(Manifests.Policy(max: 500 + round));
            @operator = await story.StartOperatorAsync();
            await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        }

        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
        await load.NothingFailedAsync();
    }

    [Fact]
    public async Task An_operator_that_is_killed_at_any_moment_costs_no_request()
    {
        var (story, first, router) = await Story.ServingAsync();
        await using var end = story;
        await using var load = Load.On(() => router);
        await first.DisposeAsync();
        var moments = new Func<Task>[]
        {
            () => load.ServesAsync(20),
            () => story.LeaseIsHeldByAsync("operator-1"),
            () => router.StatusBecomesAsync(status => (bool)status["operator"]!["connected"]!),
            () => story.BecomesAsync("Deployment", "small", item => (int)item["spec"]!["replicas"]! == 3),
        };
        foreach (var (number, moment) in moments.Index())
        {
            // A container that is started again in its Pod has the Pod's name, and with it the Lease.
            await using var process = story.StartOperatorProcess("operator-1");
            await story.ApplyAsync(Manifests.Join(Manifests.Policy(max: 500 + number), Manifests.Small(number == 3 ? 3 : 1)));
            await moment();
            process.Kill();
        }

        // Another Pod has to wait until the Lease runs out.
        await using var last = story.StartOperatorProcess("operator-2");
        await story.ApplyAsync(Manifests.Join(Manifests.Policy(max: 3), Manifests.Small(2)));
        await router.HasEndpointsAsync("small", 2);
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await load.NothingFailedAsync();
        Assert.Equal("strong", (await router.DecisionAsync("hello")).Tier);
    }

    [Fact]
    public async Task The_API_server_may_be_away_for_a_while()
    {
        var (story, wire, router) = await Story.ServingByWireAsync();
        await using var end = story;
        await using var load = Load.On(() => router);
        await wire.AwayAsync();
        await load.ServesAsync(200);
        wire.Back();
        await story.ApplyAsync(Manifests.Join(Manifests.Policy(max: 3), Manifests.Small(2)));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await router.HasEndpointsAsync("small", 2);
        await load.NothingFailedAsync();
        Assert.Equal("strong", (await router.DecisionAsync("hello")).Tier);
    }

    [Fact]
    public async Task Connections_that_break_every_second_change_nothing_but_the_time_it_takes()
    {
        var (story, wire, router) = await Story.ServingByWireAsync();
        await using var end = story;
        await using var load = Load.On(() => router);
        using (wire.CutEvery(TimeSpan.FromSeconds(1)))
        {
            foreach (var (replicas, max) in new[] { (2, 400), (3, 450), (1, 3) })
            {
                await story.ApplyAsync(Manifests.Join(Manifests.Small(replicas), Manifests.Policy(max: max)));
                await router.HasEndpointsAsync("small", replicas);
                await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
                var cuts = wire.Cuts;
                await Eventually.IsAsync(() => wire.Cuts > cuts, () => "nothing broke");
            }
        }

        Assert.Equal("strong", (await router.DecisionAsync("hello")).Tier);
        await load.NothingFailedAsync();
    }

    [OnTheFakeFact]
    public async Task An_API_server_that_forgets_and_restarts_is_read_afresh()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        var fake = story.Cluster.Fake!;
        await using var load = Load.On(() => router);
        await fake.StopAsync();
        await load.ServesAsync(100);
        await fake.RestartAsync();
        fake.Faults.ExpireWatches();
        await story.ApplyAsync(Manifests.Join(Manifests.Policy(max: 3), Manifests.Small(2)));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await router.HasEndpointsAsync("small", 2);
        await load.NothingFailedAsync();
    }

    [OnTheFakeFact]
    public async Task Cut_watches_conflicts_and_throttling_change_nothing_but_the_time_it_takes()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        var fake = story.Cluster.Fake!;
        await using var load = Load.On(() => router);
        using (fake.Faults.CutWatchesEvery(TimeSpan.FromSeconds(1)))
        using (fake.Faults.Conflicts(every: 3))
        using (fake.Faults.TooManyRequests(every: 7))
        {
            await RepeatedAsync(() => story.ApplyAsync(Manifests.Small(3)));
            await RepeatedAsync(() => story.ApplyAsync(Manifests.Policy(max: 3)));
            await router.HasEndpointsAsync("small", 3);
            await Eventually.IsAsync(async () => (await router.DecisionAsync("hello")).Tier == "strong", () => Task.FromResult("the edit never arrived\n" + story.Log.Tail));
        }

        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
        await load.NothingFailedAsync();
    }

    [Fact]
    public async Task A_data_plane_that_starts_while_the_operator_is_away_serves_what_it_knew()
    {
        var (story, @operator, router) = await Story.ServingAsync();
        await using var end = story;
        var current = router;
        await using var load = Load.On(() => Volatile.Read(ref current));
        await story.KeptAsync("config", "default");
        await story.KeptAsync("endpoints", story.Pods.Of("small").Single().Address);
        await story.KeptAsync("endpoints", story.Pods.Of("large").Single().Address);
        await @operator.DisposeAsync();
        await load.ServesAsync(20);

        var next = await story.StartRouterAsync();
        await next.HasEndpointsAsync("small", 1);
        await next.HasEndpointsAsync("large", 1);
        Volatile.Write(ref current, next);
        await load.ServesAsync(100);
        await load.NothingFailedAsync();
        Assert.False((bool)(await next.StatusAsync())["operator"]!["connected"]!);
    }

    [Fact]
    public async Task Two_operators_one_leader_and_the_other_takes_over()
    {
        await using var story = await Story.BeginAsync();
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.Policy()));
        var leader = await story.StartOperatorAsync(FreePort.Next(), "operator-0");
        await Eventually.IsAsync(() => leader.IsLeader, () => "nobody leads");
        var standby = await story.StartOperatorAsync("operator-1");

        // Frames come from the standby, reports are sent on to the leader.
        var router = await story.StartRouterAsync();
        await story.ServesAsync(router);
        Assert.False(standby.IsLeader);
        await using var load = Load.On(() => router);
        await story.ApplyAsync(Manifests.Policy(strong: "small"));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await story.DeleteAsync("ModelTier", "large");
        await Eventually.IsAsync(async () => !await story.ExistsAsync("ModelTier", "large"), () => Task.FromResult("large is never drained\n" + story.Log.Tail));
        await leader.DisposeAsync();
        await Eventually.IsAsync(() => standby.IsLeader, () => "the standby does not take over");
        await story.ApplyAsync(Manifests.Policy(strong: "small", max: 3));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await load.NothingFailedAsync();
        Assert.Equal("strong", (await router.DecisionAsync("hello")).Tier);
    }

    [Fact]
    public async Task Clocks_that_differ_by_minutes_change_nothing_about_who_leads()
    {
        await using var story = await Story.BeginAsync();
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.Policy()));
        var leader = await story.StartOperatorAsync(FreePort.Next(), "operator-0", time: new SkewedTime(TimeSpan.FromMinutes(-4)));
        await Eventually.IsAsync(() => leader.IsLeader, () => "nobody leads");
        var standby = await story.StartOperatorAsync("operator-1", time: new SkewedTime(TimeSpan.FromMinutes(4)));
        var router = await story.StartRouterAsync();
        await story.ServesAsync(router);
        await using var load = Load.On(() => router);

        // To the standby every renewal is eight minutes old.
        var renewed = new HashSet<string>();
        await Eventually.IsAsync(async () => renewed.Add(await RenewTimeAsync(story)) && renewed.Count > 5, () => Task.FromResult("the Lease is not renewed"));
        Assert.True(leader.IsLeader);
        Assert.False(standby.IsLeader);

        await leader.DisposeAsync();
        await Eventually.IsAsync(() => standby.IsLeader, () => "the standby does not take over");
        await story.ApplyAsync(Manifests.Policy(max: 3));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await load.NothingFailedAsync();
    }

    private static async Task<string> RenewTimeAsync(Story story) =>
        (string)(await story.Client.FindAsync(ApiResources.Leases, story.Namespace, OperatorUnderTest.Service, default))!["spec"]!["renewTime"]!;

    /// <summary>A person tries again, too.</summary>
    private static Task RepeatedAsync(Func<Task> work) => Eventually.IsAsync(async () =>
    {
        try
        {
            await work();
            return true;
        }
        catch (KubernetesException)
        {
            return false;
        }
    }, () => Task.FromResult("the API server never took it"));
}
