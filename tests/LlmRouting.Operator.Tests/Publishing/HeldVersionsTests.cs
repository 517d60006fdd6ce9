using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class HeldVersionsTests
{
    private const string Path = "/api/v1/namespaces/llm/configmaps/op-held-versions";

    [Fact]
    public async Task What_was_stored_is_what_the_next_process_loads()
    {
        await using var api = await ReviewingApi.StartAsync();
        using var client = api.Client(new ManualTime());
        ApiObject[] held = [Samples.Tier("small"), Samples.Policy("p", "small", generation: 4)];
        await (await LoadedAsync(client)).StoreAsync(held, 1, default);
        var loaded = await Store(client).LoadAsync(default);
        Assert.Equal(held.Select(item => (item.Ref, item.Metadata.Uid, item.Metadata.Generation)), loaded.Select(item => (item.Ref, item.Metadata.Uid, item.Metadata.Generation)));
    }

    [Fact]
    public async Task Where_nothing_is_held_or_nothing_changed_nothing_is_written()
    {
        await using var api = await ReviewingApi.StartAsync();
        using var client = api.Client(new ManualTime());
        var store = await LoadedAsync(client);
        await store.StoreAsync([], 1, default);
        Assert.Empty(api.Writes);
        await store.StoreAsync([Samples.Tier("small")], 1, default);
        await store.StoreAsync([Samples.Tier("small")], 1, default);
        await (await LoadedAsync(client)).StoreAsync([Samples.Tier("small")], 1, default);
        Assert.Single(api.Writes);
    }

    [Fact]
    public async Task A_Secret_is_never_stored()
    {
        await using var api = await ReviewingApi.StartAsync();
        using var client = api.Client(new ManualTime());
        var secret = new Secret { ApiVersion = "v1", Kind = nameof(Secret), Metadata = new ObjectMeta { Name = "s" }, StringData = new Dictionary<string, string> { ["k"] = "hidden" } };
        await (await LoadedAsync(client)).StoreAsync([secret], 1, default);
        Assert.Null(api.Find(Path));
    }

    [Fact]
    public async Task Entries_that_cannot_be_read_are_left_out()
    {
        await using var api = await ReviewingApi.StartAsync();
        using var client = api.Client(new ManualTime());
        api.Put(Path, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "x" },
            ["data"] = new JsonObject { ["a"] = "no json", ["b"] = "{\"kind\":\"ModelTier\"}", ["c"] = "[]", ["d"] = "{\"kind\":3}" },
        });
        Assert.Empty(await Store(client).LoadAsync(default));
    }

    [Fact]
    public async Task Nothing_is_stored_over_what_could_not_be_read()
    {
        await using var api = await ReviewingApi.StartAsync();
        using var client = api.Client(new ManualTime());
        await (await LoadedAsync(client)).StoreAsync([Samples.Tier("small")], 1, default);
        api.Before = http => Task.FromResult<int?>(http.Request.Method == "GET" ? 500 : null);
        await Store(client).StoreAsync([], 1, default);
        api.Before = _ => Task.FromResult<int?>(null);
        Assert.Single(await Store(client).LoadAsync(default));
    }

    [Fact]
    public async Task A_new_leader_stores_over_what_the_one_before_it_left_and_not_over_what_it_read_when_it_started()
    {
        await using var api = await ReviewingApi.StartAsync();
        using var client = api.Client(new ManualTime());
        var first = await LoadedAsync(client);
        await first.StoreAsync([Samples.Tier("small")], 1, default);
        var next = await LoadedAsync(client);
        await first.StoreAsync([], 1, default);
        await next.StoreAsync([Samples.Tier("small")], 2, default);
        Assert.Single(await Store(client).LoadAsync(default));
        await first.StoreAsync([], 3, default);
        Assert.Empty(await Store(client).LoadAsync(default));
    }

    [Fact]
    public async Task What_does_not_fit_takes_no_room_from_other_namespaces()
    {
        await using var api = await ReviewingApi.StartAsync();
        using var client = api.Client(new ManualTime());
        await (await LoadedAsync(client)).StoreAsync([In("a", Samples.Policy("huge", new string('t', 950 * 1024))), In("b", Samples.Policy("p", "small")), In("c", Samples.Policy("p", "small"))], 1, default);
        Assert.Equal(["b", "c"], (await Store(client).LoadAsync(default)).Select(item => item.Ref.Namespace).Order(StringComparer.Ordinal));
    }

    private static RoutingPolicy In(string @namespace, RoutingPolicy policy) => policy with { Metadata = policy.Metadata with { Namespace = @namespace } };

    private static async Task<HeldVersions> LoadedAsync(Operator.Kubernetes.KubernetesClient client)
    {
        var store = Store(client);
        await store.LoadAsync(default);
        return store;
    }

    private static HeldVersions Store(Operator.Kubernetes.KubernetesClient client) => new(client, "llm", "op-held-versions", NullLogger<HeldVersions>.Instance);
}
