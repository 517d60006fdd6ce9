using System.Net;
using LlmRouting.TestKit;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>Watches: where they start, what they say, how they end.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task A_watch_goes_on_exactly_where_the_list_ended()
    {
        await using var api = await Api.StartAsync();
        await api.PostAsync(Api.Tiers, Api.Tier("old"));
        var (_, list) = await api.GetAsync(Api.Tiers);
        await api.PostAsync(Api.Tiers, Api.Tier("new"));
        await api.MergeAsync(Api.Tiers + "/old", """{"spec":{"replicas":2}}""");
        await api.DeleteAsync(Api.Tiers + "/old");
        using var watch = await WatchReader.OpenAsync(api, $"{Api.Tiers}?watch=1&resourceVersion={list["metadata"]!["resourceVersion"]}");
        Assert.Equal(["ADDED new", "MODIFIED old", "DELETED old"], [await watch.NextNameAsync(), await watch.NextNameAsync(), await watch.NextNameAsync()]);
    }

    [Fact]
    public async Task Leaving_a_selector_is_DELETED_with_the_last_matching_state_and_entering_is_ADDED()
    {
        await using var api = await Api.StartAsync();
        using var watch = await WatchReader.OpenAsync(api, $"{Api.Tiers}?watch=1&labelSelector=app%3Dx");
        await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        await api.MergeAsync(Api.Tiers + "/gold", """{"metadata":{"labels":{"app":"x"}}}""");
        var (_, left) = await api.MergeAsync(Api.Tiers + "/gold", """{"metadata":{"labels":{"app":"y"}}}""");
        Assert.Equal("ADDED gold", await watch.NextNameAsync());
        var (type, item) = (await watch.NextAsync())!.Value;
        Assert.Equal(("DELETED", "x"), (type, (string)item["metadata"]!["labels"]!["app"]!));
        Assert.Equal((string)left["metadata"]!["resourceVersion"]!, (string)item["metadata"]!["resourceVersion"]!);
    }

    [Fact]
    public async Task An_expired_start_is_200_with_one_ERROR_410_and_the_end()
    {
        await using var api = await Api.StartAsync();
        var (_, list) = await api.GetAsync(Api.Tiers);
        await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        api.Server.Faults.Compact();
        using var watch = await WatchReader.OpenAsync(api, $"{Api.Tiers}?watch=1&resourceVersion={list["metadata"]!["resourceVersion"]}");
        var (type, status) = (await watch.NextAsync())!.Value;
        Assert.Equal(("ERROR", 410, "Expired"), (type, (int)status["code"]!, (string)status["reason"]!));
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Initial_events_end_with_a_bookmark_that_says_so()
    {
        await using var api = await Api.StartAsync();
        await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        using var watch = await WatchReader.OpenAsync(api, $"{Api.Tiers}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        Assert.Equal("ADDED gold", await watch.NextNameAsync());
        var (type, bookmark) = (await watch.NextAsync())!.Value;
        Assert.Equal(("BOOKMARK", "true"), (type, (string)bookmark["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!));
    }

    [Fact]
    public async Task Bookmarks_tell_newer_versions_of_other_kinds()
    {
        var time = new ManualTime();
        await using var api = await Api.StartAsync(new FakeApiServerOptions { Time = time });
        var (_, list) = await api.GetAsync(Api.Tiers);
        using var watch = await WatchReader.OpenAsync(api, $"{Api.Tiers}?watch=1&allowWatchBookmarks=true&resourceVersion={list["metadata"]!["resourceVersion"]}");
        await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        Assert.Equal("ADDED gold", await watch.NextNameAsync());
        api.Server.Objects.AddNamespace("other");
        time.Advance(TimeSpan.FromMinutes(1));
        var (type, bookmark) = (await watch.NextAsync())!.Value;
        Assert.Equal("BOOKMARK", type);
        Assert.True(ulong.Parse((string)bookmark["metadata"]!["resourceVersion"]!) <= api.Server.Objects.Version);
    }

    [Fact]
    public async Task Cut_watches_end_cleanly_and_without_an_event()
    {
        await using var api = await Api.StartAsync();
        using var watch = await WatchReader.OpenAsync(api, Api.Tiers + "?watch=1");
        api.Server.Faults.CutWatches();
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Silenced_watches_speak_when_the_silence_ends()
    {
        await using var api = await Api.StartAsync();
        using var watch = await WatchReader.OpenAsync(api, Api.Tiers + "?watch=1");
        var silence = api.Server.Faults.SilenceWatches();
        await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        var next = watch.NextNameAsync();
        silence.Dispose();
        Assert.Equal("ADDED gold", await next);
    }

    [Fact]
    public async Task A_restart_keeps_objects_and_expires_old_versions()
    {
        await using var api = await Api.StartAsync();
        await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        var (_, list) = await api.GetAsync(Api.Tiers + "?limit=1");
        await api.PostAsync(Api.Tiers, Api.Tier("silver"));
        await api.Server.RestartAsync();
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(Api.Tiers + "/gold")).Code);
        using var watch = await WatchReader.OpenAsync(api, $"{Api.Tiers}?watch=1&resourceVersion={list["metadata"]!["resourceVersion"]}");
        Assert.Equal("ERROR", (await watch.NextAsync())!.Value.Type);
    }
}
