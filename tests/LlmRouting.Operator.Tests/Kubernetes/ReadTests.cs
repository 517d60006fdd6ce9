using System.Net;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class ReadTests
{
    private static readonly ApiResource Tiers = new("llmrouting.dev", "v1alpha1", "modeltiers", "ModelTier");

    [Fact]
    public async Task An_object_is_read_and_we_say_who_we_are()
    {
        await using var api = await ScriptedApi.StartAsync("""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"op"},"spec":{"holderIdentity":"a","renewTime":"2026-11-20T14:54:40.869106Z"}}""");
        using var client = api.Client();
        var lease = await client.FindAsync(ApiResources.Leases, "t1", "op", KubernetesJsonContext.Default.Lease, default);
        Assert.Equal("a", lease!.Spec!.HolderIdentity);
        Assert.Equal(869_106, lease.Spec.RenewTime!.Value.Microsecond + (1000 * lease.Spec.RenewTime.Value.Millisecond));
        var call = Assert.Single(api.Calls);
        Assert.Equal("/apis/coordination.k8s.io/v1/namespaces/t1/leases/op", call.Url);
        Assert.Matches(@"^llm-routing-operator/\d+\.\d+\.\d+$", call.Header("User-Agent"));
        Assert.Equal("application/json", call.Header("Accept"));
    }

    [Fact]
    public async Task A_missing_object_is_null()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.StatusAsync(404, "NotFound", """{"name":"gold","group":"llmrouting.dev","kind":"modeltiers"}"""));
        using var client = api.Client();
        Assert.Null(await client.FindAsync(Tiers, "t1", "gold", default));
    }

    [Fact]
    public async Task A_kind_that_is_not_served_is_no_missing_object()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.PlainAsync(404, "404 page not found\n"));
        using var client = api.Client();
        var error = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync(Tiers, "t1", "gold", default));
        Assert.True(error.IsUnknownResource);
        Assert.False(error.IsNotFound);
        Assert.Contains("404 page not found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_is_served_when_its_group_version_lists_it()
    {
        await using var api = await ScriptedApi.StartAsync("""{"kind":"APIResourceList","groupVersion":"llmrouting.dev/v1alpha1","resources":[{"name":"modeltiers"},{"name":"modeltiers/status"}]}""");
        using var client = api.Client();
        Assert.True(await client.ServesAsync(Tiers, default));
        Assert.False(await client.ServesAsync(Tiers with { Plural = "canaryrollouts" }, default));
        Assert.Equal("/apis/llmrouting.dev/v1alpha1", api.Calls[0].Url);
    }

    [Fact]
    public async Task Pages_are_put_together()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.AnswerAsync(call.Url.Contains("continue=next%2F%3D", StringComparison.Ordinal)
            ? """{"kind":"ModelTierList","metadata":{"continue":"","resourceVersion":"7"},"items":[{"kind":"ModelTier","metadata":{"name":"c"}}]}"""
            : """{"kind":"ModelTierList","metadata":{"continue":"next/=","resourceVersion":"7"},"items":[{"kind":"ModelTier","metadata":{"name":"a"}},{"kind":"ModelTier","metadata":{"name":"b"}}]}"""));
        using var client = api.Client();
        var list = await client.ListAsync(Tiers, ns: null, item => item.GetProperty("metadata").GetProperty("name").GetString(), new ListOptions { PageSize = 2, LabelSelector = "a=b" }, default);
        Assert.Equal(["a", "b", "c"], list.Items);
        Assert.Equal("7", list.ResourceVersion);
        Assert.Equal("/apis/llmrouting.dev/v1alpha1/modeltiers?labelSelector=a%3Db&limit=2", api.Calls[0].Url);
    }

    [Fact]
    public async Task An_expired_page_begins_again_without_pages_and_nothing_is_there_twice()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.Url switch
        {
            var url when url.Contains("continue=", StringComparison.Ordinal) => call.StatusAsync(410, "Expired"),
            var url when url.Contains("limit=", StringComparison.Ordinal) => call.AnswerAsync("""{"metadata":{"continue":"x","resourceVersion":"7"},"items":[{"kind":"ModelTier","metadata":{"name":"a"}}]}"""),
            _ => call.AnswerAsync("""{"metadata":{"resourceVersion":"9"},"items":[{"kind":"ModelTier","metadata":{"name":"a"}},{"kind":"ModelTier","metadata":{"name":"b"}}]}"""),
        });
        using var client = api.Client();
        var list = await client.ListAsync(Tiers, "t1", item => item.GetProperty("metadata").GetProperty("name").GetString(), ListOptions.All, default);
        Assert.Equal(["a", "b"], list.Items);
        Assert.Equal("9", list.ResourceVersion);
        Assert.Equal(3, api.Calls.Count);
    }

    [Fact]
    public async Task Items_of_built_in_kinds_get_their_kind()
    {
        await using var api = await ScriptedApi.StartAsync("""{"kind":"EndpointSliceList","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"gold-1"},"endpoints":null,"ports":[]}]}""");
        using var client = api.Client();
        var list = await client.ListAsync(ApiResources.EndpointSlices, "t1", ApiJsonContext.Default.EndpointSlice, ListOptions.All, default);
        Assert.Equal(("discovery.k8s.io/v1", "EndpointSlice", "gold-1"), (list.Items[0].ApiVersion, list.Items[0].Kind, list.Items[0].Metadata.Name));
    }

    [Fact]
    public async Task A_list_without_items_is_empty()
    {
        await using var api = await ScriptedApi.StartAsync("""{"kind":"ModelTierList","metadata":{"resourceVersion":"7"},"items":null}""");
        using var client = api.Client();
        Assert.Empty((await client.ListAsync(Tiers, "t1", _ => 0, ListOptions.All, default)).Items);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_undecodable()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.AnswerAsync("<html>proxy</html>", contentType: "text/html"));
        using var client = api.Client();
        var error = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync(Tiers, "t1", "gold", default));
        Assert.Equal(StatusReasons.Undecodable, error.Reason);
        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
    }
}
