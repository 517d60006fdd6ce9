using System.Collections.Concurrent;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Caches;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Runtime.Caches;

public sealed class ReflectorTests : IAsyncLifetime
{
    private const string List = "GET /api/v1/namespaces/t/secrets?limit=500";
    private const string Watch = "GET /api/v1/namespaces/t/secrets?watch=true&allowWatchBookmarks=true&resourceVersion=";
    private static readonly ObjectKey A = new("t", "a");
    private static readonly ObjectKey B = new("t", "b");

    private readonly WatchedTime time = new();
    private readonly ScriptedApi api = new();
    private readonly OperatorMetrics metrics = new();
    private readonly ObjectStore<Secret> store = new();
    private readonly BlockingCollection<ObjectKey> changes = [];
    private readonly CancellationTokenSource stop = new();
    private readonly KubernetesClient client;
    private readonly Reflector<Secret> reflector;
    private Task running = Task.CompletedTask;

    public ReflectorTests()
    {
        client = api.Client(time);
        store.Changed += changes.Add;
        reflector = Follow("t", new ReflectorOptions());
    }

    public Task InitializeAsync()
    {
        running = reflector.RunAsync(stop.Token);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20));
        client.Dispose();
        await api.DisposeAsync();
        stop.Dispose();
        changes.Dispose();
    }

    [Fact]
    public async Task Lists_then_watches_from_the_version_of_the_list()
    {
        Assert.False(store.Synced.IsCompleted);
        var watch = await SyncAsync("9", One("a", 5));
        Assert.Equal((A, 9ul), (changes.Take(), store.NewestResourceVersion!.Value));
        Assert.True(store.Synced.IsCompletedSuccessfully);
        await watch.EventAsync("ADDED", One("b", 11));
        await watch.EventAsync("MODIFIED", One("a", 12));
        await watch.EventAsync("DELETED", One("b", 13));
        Assert.Equal([B, A, B], [changes.Take(), changes.Take(), changes.Take()]);
        Assert.Equal(("12", 13ul), (Assert.Single(store.All).ResourceVersion, store.NewestResourceVersion!.Value));
    }

    [Fact]
    public async Task A_clean_end_is_followed_by_a_watch_from_the_last_version_seen()
    {
        var watch = await SyncAsync("9");
        await watch.EventAsync("ADDED", One("a", 11));
        await watch.BookmarkAsync("15");
        await watch.EndAsync();
        await api.NextAsync(Watch + "15&");
        Assert.Equal(15ul, store.NewestResourceVersion);
    }

    [Fact]
    public async Task A_watch_that_is_cut_again_and_again_goes_on_each_time_without_a_list()
    {
        var watch = await SyncAsync("9");
        for (var version = 10; version < 20; version++)
        {
            await watch.EventAsync("MODIFIED", One("a", version));
            Assert.Equal(A, changes.Take());
            watch.Cut();
            time.Advance(await time.SetAsync(0.1, 0.11));
            watch = await OpenAsync($"{version}");
        }
    }

    [Fact]
    public async Task Expired_is_cured_by_a_list_which_names_what_changed_meanwhile_deletions_included()
    {
        var watch = await SyncAsync("9", One("a", 5), One("b", 6), One("same", 7));
        foreach (var _ in Enumerable.Range(0, 3)) changes.Take();
        await watch.ErrorAsync(410, "Expired");
        await watch.EndAsync();
        time.Advance(await time.SetAsync(0.1, 0.1));
        await SyncAsync("30", One("a", 25), One("same", 7), One("new", 29));
        Assert.Equal([B, A, new("t", "new")], [changes.Take(), changes.Take(), changes.Take()]);
        Assert.Empty(changes);
    }

    [Fact]
    public async Task A_storm_of_410_backs_off_from_100_ms_to_5_s()
    {
        for (var i = 0; i < 9; i++)
        {
            var watch = await SyncAsync("9");
            await watch.ErrorAsync(410, "Expired");
            await watch.EndAsync();
            var nominal = Math.Min(0.1 * Math.Pow(2, i), 5);
            time.Advance(await time.SetAsync(Math.Max(0.1, 0.8 * nominal), nominal));
        }
    }

    [Fact]
    public async Task An_object_of_the_same_name_and_another_uid_is_a_change()
    {
        var watch = await SyncAsync("9", One("a", 5));
        changes.Take();
        await watch.ErrorAsync(410, "Expired");
        await watch.EndAsync();
        time.Advance(await time.SetAsync(0.1, 0.1));
        await SyncAsync("30", One("a", 5).Replace("uid-a", "uid-2", StringComparison.Ordinal));
        Assert.Equal(A, changes.Take());
        Assert.Equal("uid-2", store.Find(A)!.Uid);
    }

    [Fact]
    public async Task A_watch_that_says_nothing_for_90_s_is_opened_anew_from_the_same_version()
    {
        var watch = await SyncAsync("9");
        await watch.BookmarkAsync("10");
        await ScriptedApi.Until(() => store.NewestResourceVersion == 10);
        time.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(0, api.Untaken);
        time.Advance(TimeSpan.FromSeconds(1));
        await api.NextAsync(Watch + "10&");
        Assert.Contains("watch_ends_total{resource=\"secrets\",end=\"silent\"} 1\n", metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_ten_silent_watches_it_lists_since_a_version_from_the_future_is_silent_for_ever()
    {
        await SyncAsync("9");
        for (var i = 1; i < 10; i++)
        {
            time.Advance(TimeSpan.FromSeconds(90));
            await OpenAsync("9");
        }

        time.Advance(TimeSpan.FromSeconds(90));
        await api.NextAsync(List);
    }

    [Fact]
    public async Task An_object_that_does_not_fit_is_kept_with_its_fault_and_hides_no_other()
    {
        var watch = await SyncAsync("9", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"b","namespace":"t","uid":"u","resourceVersion":"3","generation":4},"data":"text"}""", One("a", 5));
        Assert.Null(store.Find(A)!.Fault);
        var broken = store.Find(B)!;
        Assert.Equal(("u", "3", 4L, null), (broken.Uid, broken.ResourceVersion, broken.Generation, broken.Value));
        Assert.Contains("$.data", broken.Fault, StringComparison.Ordinal);
        foreach (var _ in Enumerable.Range(0, 2)) changes.Take();
        await watch.EventAsync("MODIFIED", One("b", 12));
        Assert.Equal(B, changes.Take());
        Assert.Null(store.Find(B)!.Fault);
    }

    [Fact]
    public async Task A_missing_right_is_said_and_tried_again_and_the_store_is_not_synced()
    {
        await (await api.NextAsync(List)).RefuseAsync(403, "Forbidden", "secrets is forbidden", name: null);
        var delay = await time.SetAsync(0.1, 0.1);
        Assert.Contains("secrets is forbidden", reflector.Fault, StringComparison.Ordinal);
        Assert.False(store.Synced.IsCompleted);
        time.Advance(delay);
        var again = await api.NextAsync(List);
        Assert.Equal(delay, reflector.RefusedFor);
        await again.AnswerAsync(ListOf("9"));
        await OpenAsync("9");
        await ScriptedApi.Until(() => reflector.Fault is null && reflector.RefusedFor is null);
        await store.Synced.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Who_is_done_without_counts_once_and_what_it_lists_later_is_taken()
    {
        reflector.Forgo();
        Assert.True(store.Synced.IsCompletedSuccessfully);
        Assert.False(reflector.IsListed);
        await SyncAsync("9", One("a", 5));
        Assert.Equal(A, changes.Take());
        await ScriptedApi.Until(() => reflector.IsListed);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_named()
    {
        await api.NextAsync(List);
        time.Advance(await time.SetAsync(60, 70));
        var delay = await time.SetAsync(0.1, 0.1);
        Assert.Contains("no answer within", reflector.Fault, StringComparison.Ordinal);
        time.Advance(delay);
        await api.NextAsync(List);
    }

    [Fact]
    public async Task An_outage_ends_with_a_list_and_the_objects_stay_meanwhile()
    {
        var watch = await SyncAsync("9", One("a", 5));
        changes.Take();
        for (var i = 0; i < 3; i++)
        {
            await watch.ErrorAsync(500, "InternalError");
            await watch.EndAsync();
            time.Advance(await time.SetAsync(0.1 * Math.Pow(2, i) * 0.8, 0.1 * Math.Pow(2, i)));
            Assert.Single(store.All);
            if (i == 2) break;
            watch = await OpenAsync("9");
        }

        await SyncAsync("40");
        Assert.Equal(A, changes.Take());
        Assert.Empty(store.All);
    }

    [Fact]
    public async Task A_watch_that_ends_at_once_with_nothing_is_no_busy_loop()
    {
        var watch = await SyncAsync("9");
        await watch.EndAsync();
        time.Advance(await time.SetAsync(0.1, 0.1));
        watch = await OpenAsync("9");
        await watch.EndAsync();
        time.Advance(await time.SetAsync(0.16, 0.2));
        await api.NextAsync(Watch + "9&");
    }

    [Fact]
    public async Task Reflectors_of_two_namespaces_fill_one_store_and_leave_each_other_alone()
    {
        var other = Follow("u", new ReflectorOptions()).RunAsync(stop.Token);
        var requests = new[] { await api.NextAsync("GET /api/v1/namespaces/"), await api.NextAsync("GET /api/v1/namespaces/") }.OrderBy(r => r.Line, StringComparer.Ordinal).ToList();
        await requests[1].AnswerAsync(ListOf("7", One("b", 6).Replace("\"t\"", "\"u\"", StringComparison.Ordinal)));
        await (await api.NextAsync("GET /api/v1/namespaces/u/secrets?watch=true")).OpenAsync();
        Assert.False(store.Synced.IsCompleted);
        await requests[0].AnswerAsync(ListOf("9"));
        await OpenAsync("9");
        await store.Synced.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(new ObjectKey("u", "b"), Assert.Single(store.All).Key);
        await stop.CancelAsync();
        await other.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static string ListOf(string version, params string[] items) =>
        $$"""{"kind":"SecretList","apiVersion":"v1","metadata":{"resourceVersion":"{{version}}"},"items":[{{string.Join(',', items)}}]}""";

    private async Task<ScriptedRequest> SyncAsync(string version, params string[] items)
    {
        await (await api.NextAsync(List)).AnswerAsync(ListOf(version, items));
        return await OpenAsync(version);
    }

    private async Task<ScriptedRequest> OpenAsync(string version)
    {
        var watch = await api.NextAsync(Watch + version + "&");
        await watch.OpenAsync();
        // The client has seen that it is open once the time limit of the opening is gone.
        await ScriptedApi.Until(() => !time.IsSet(65));
        return watch;
    }

    private Reflector<Secret> Follow(string ns, ReflectorOptions options) =>
        new(client, ApiResources.Secrets, ApiJsonContext.Default.Secret, store, options with { Namespace = ns }, time, new Random(1), NullLogger.Instance, metrics);

    private static string One(string name, int version) =>
        $$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"{{name}}","namespace":"t","uid":"uid-{{name}}","resourceVersion":"{{version}}"},"data":{} }""";
}
