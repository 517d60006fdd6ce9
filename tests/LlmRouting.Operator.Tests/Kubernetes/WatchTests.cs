using System.Text.Json;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class WatchTests
{
    private const string Added = """{"type":"ADDED","object":{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"a","resourceVersion":"5"}}}""" + "\n";
    private const string Deleted = """{"type":"DELETED","object":{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"a","resourceVersion":"6"}}}""" + "\n";

    [Fact]
    public async Task Events_come_one_by_one_however_they_are_cut()
    {
        await using var api = await ScriptedApi.StartAsync(async call =>
        {
            await call.PieceAsync(Added + Deleted + Added[..40]);
            await call.PieceAsync(Added[40..]);
        });
        var events = await ReadAsync(api);
        Assert.Equal([(WatchEventType.Added, "a", "5"), (WatchEventType.Deleted, "a", "6"), (WatchEventType.Added, "a", "5")], events.Select(e => (e.Type, e.Object, e.ResourceVersion)));
    }

    [Fact]
    public async Task An_event_arrives_while_the_stream_stays_open()
    {
        await using var api = await ScriptedApi.StartAsync(async call =>
        {
            await call.PieceAsync(Added);
            await call.UntilAbortedAsync();
        });
        using var client = api.Client();
        await foreach (var item in client.WatchAsync(ApiResources.Deployments, "t1", Name, new WatchOptions()))
        {
            Assert.Equal("a", item.Object);
            break;
        }
    }

    [Fact]
    public async Task The_bookmark_object_of_a_Deployment_is_not_decoded()
    {
        await using var api = await ScriptedApi.StartAsync(
            """{"type":"BOOKMARK","object":{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"resourceVersion":"1142","annotations":{"k8s.io/initial-events-end":"true"}},"spec":{"replicas":0,"selector":null}}}""" + "\n"
            + """{"type":"BOOKMARK","object":{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"resourceVersion":"1143"}}}""" + "\n");
        var events = await ReadAsync(api);
        Assert.Equal([("1142", true), ("1143", false)], events.Select(e => (e.ResourceVersion, e.InitialEventsEnd)));
        Assert.All(events, e => Assert.Null(e.Object));
    }

    [Fact]
    public async Task An_expired_watch_is_a_200_with_one_error_event()
    {
        await using var api = await ScriptedApi.StartAsync("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 2746 (2768)","reason":"Expired","code":410}}""" + "\n");
        var only = Assert.Single(await ReadAsync(api));
        Assert.Equal(WatchEventType.Error, only.Type);
        Assert.True(only.Error!.IsExpired);
        Assert.Contains("2746", only.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_without_a_byte_is_a_clean_end()
    {
        await using var api = await ScriptedApi.StartAsync("");
        Assert.Empty(await ReadAsync(api));
    }

    [Fact]
    public async Task Half_an_event_before_a_clean_end_is_none()
    {
        await using var api = await ScriptedApi.StartAsync(Added + Deleted[..30]);
        Assert.Single(await ReadAsync(api));
    }

    [Fact]
    public async Task A_cut_connection_is_unreachable_behind_the_events_that_came()
    {
        await using var api = await ScriptedApi.StartAsync(async call =>
        {
            await call.PieceAsync(Added);
            call.Abort();
        });
        using var client = api.Client();
        await using var events = client.WatchAsync(ApiResources.Deployments, "t1", Name, new WatchOptions()).GetAsyncEnumerator();
        var error = await Assert.ThrowsAsync<KubernetesException>(async () =>
        {
            while (await events.MoveNextAsync()) Assert.Equal("a", events.Current.Object);
        });
        Assert.True(error.IsUnreachable);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_refused_watch_is_an_exception()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.StatusAsync(403, "Forbidden"));
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => ReadAsync(api))).IsForbidden);
    }

    [Fact]
    public async Task What_is_asked_for_is_in_the_query()
    {
        await using var api = await ScriptedApi.StartAsync("");
        await ReadAsync(api, new WatchOptions { ResourceVersion = "5", FieldSelector = "metadata.name=a", Timeout = TimeSpan.FromSeconds(300.5) });
        await ReadAsync(api, new WatchOptions { SendInitialEvents = true });
        const string watch = "/apis/apps/v1/namespaces/t1/deployments?watch=true&allowWatchBookmarks=true&";
        Assert.Equal(
            [watch + "fieldSelector=metadata.name%3Da&resourceVersion=5&timeoutSeconds=300", watch + "sendInitialEvents=true&resourceVersionMatch=NotOlderThan"],
            api.Calls.Select(call => call.Url));
    }

    [Fact]
    public async Task An_event_far_larger_than_a_buffer_is_read()
    {
        var large = Added.Replace("\"name\":\"a\"", $"\"name\":\"{new string('x', 900_000)}\"", StringComparison.Ordinal);
        await using var api = await ScriptedApi.StartAsync(large);
        Assert.Equal(900_000, Assert.Single(await ReadAsync(api)).Object!.Length);
    }

    private static string? Name(JsonElement item) => item.GetProperty("metadata").GetProperty("name").GetString();

    private static async Task<List<WatchEvent<string?>>> ReadAsync(ScriptedApi api, WatchOptions? options = null)
    {
        using var client = api.Client();
        var events = new List<WatchEvent<string?>>();
        await foreach (var item in client.WatchAsync(ApiResources.Deployments, "t1", Name, options ?? new WatchOptions())) events.Add(item);
        return events;
    }
}
