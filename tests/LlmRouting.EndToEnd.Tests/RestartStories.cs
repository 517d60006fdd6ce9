using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>An operator that begins knows less than the one before it, and withdraws nothing for that.</summary>
public sealed class RestartStories
{
    private const string Held = OperatorUnderTest.Service + "-held-versions";

    [OnTheFakeFact]
    public async Task Versions_that_are_served_in_place_of_faulty_ones_outlive_a_failed_read()
    {
        var (story, first, router) = await Story.ServingAsync();
        await using var end = story;
        await story.ApplyAsync(Manifests.Policy(weak: "nobody"));
        await story.ConditionAsync("RoutingPolicy", "default", "ResolvedRefs", "False", "RefNotFound");
        await Eventually.IsAsync(async () => (await DataAsync(story))?.Contains("RoutingPolicy", StringComparison.Ordinal) == true, () => Task.FromResult("nothing is written down\n" + story.Log.Tail));
        var before = await DataAsync(story);
        await first.DisposeAsync();

        var refused = 0;
        using (story.Cluster.Fake!.Faults.Answer(request => request.Path.Value!.EndsWith("/" + Held, StringComparison.Ordinal) && request.Method == "GET" && Interlocked.Increment(ref refused) == 1, 500, "{}"))
        {
            await story.StartOperatorAsync();
            // It leads, and its frames have arrived.
            await story.ApplyAsync(Manifests.Small(2));
            await router.HasEndpointsAsync("small", 2);
            Assert.Equal("weak", (await router.DecisionAsync("hello")).Tier);
        }

        Assert.Equal(before, await DataAsync(story));
    }

    [Fact]
    public async Task An_operator_that_starts_while_the_API_server_is_away_waits_for_it()
    {
        await using var story = await Story.BeginAsync();
        await using var wire = new ApiProxy(story.Cluster.Connection);
        await wire.AwayAsync();
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.Policy()));
        var starting = story.StartOperatorAsync(connection: wire.Connection);
        await Eventually.IsAsync(() => story.Log.Tail.Contains("waits for the serving certificate", StringComparison.Ordinal) || starting.IsCompleted, () => "nothing is tried");
        wire.Back();
        await starting;
        await story.ServesAsync(await story.StartRouterAsync());
    }

    private static async Task<string?> DataAsync(Story story) => (await story.Client.FindAsync(ApiResources.ConfigMaps, story.Namespace, Held, default))?["data"]?.ToJsonString();
}
