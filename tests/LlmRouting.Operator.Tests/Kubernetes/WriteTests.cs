using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class WriteTests
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)).AddTicks(6_789_019);

    [Fact]
    public async Task Apply_sends_no_nulls_and_no_byte_order_mark()
    {
        var body = new JsonObject { ["kind"] = "ConfigMap", ["data"] = new JsonObject { ["k"] = "é", ["gone"] = null, ["list"] = new JsonArray(new JsonObject { ["x"] = null }) } };
        var call = await CallAsync(client => client.ApplyAsync(ApiResources.ConfigMaps, "t1", "a", body, "llm-routing", force: true, default, dryRun: true));
        Assert.Equal("PATCH /api/v1/namespaces/t1/configmaps/a?fieldManager=llm-routing&force=true&dryRun=All application/apply-patch+yaml", $"{call.Method} {call.Url} {call.ContentType}");
        Assert.Equal("""{"kind":"ConfigMap","data":{"k":"é","list":[{}]}}""", call.Body);
        Assert.Equal((byte)'{', call.Bytes[0]);
    }

    [Fact]
    public async Task The_status_is_applied_to_its_subresource()
    {
        var call = await CallAsync(client => client.ApplyStatusAsync(ApiResources.Deployments, "t1", "a", new JsonObject { ["status"] = new JsonObject() }, "llm-routing", default));
        Assert.Equal("/apis/apps/v1/namespaces/t1/deployments/a/status?fieldManager=llm-routing&force=true", call.Url);
    }

    [Fact]
    public async Task A_merge_patch_keeps_its_nulls_because_they_remove_fields()
    {
        var call = await CallAsync(client => client.MergePatchAsync(ApiResources.ConfigMaps, "t1", "a", new JsonObject { ["data"] = null }, default, "m"));
        Assert.Equal(("""{"data":null}""", "application/merge-patch+json"), (call.Body, call.ContentType));
    }

    [Fact]
    public async Task A_JSON_patch_escapes_strings_as_the_server_does_or_its_tests_would_fail()
    {
        var patch = new JsonArray(new JsonObject { ["op"] = "test", ["path"] = "/data/k", ["value"] = "<é>&+'" });
        var call = await CallAsync(client => client.JsonPatchAsync(ApiResources.ConfigMaps, "t1", "a", patch, default));
        Assert.Equal("""[{"op":"test","path":"/data/k","value":"\u003cé\u003e\u0026+'"}] application/json-patch+json""", $"{call.Body} {call.ContentType}");
    }

    [Fact]
    public async Task Scaling_is_a_patch_of_the_scale_by_its_manager_and_no_replicas_are_zero()
    {
        var scale = default(Scale);
        var call = await CallAsync(async client => scale = await client.ScaleAsync(ApiResources.Deployments, "t1", "a", 0, "llm-routing-scaler", default),
            """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"a","resourceVersion":"1861"},"spec":{},"status":{"replicas":1,"selector":"app=a"}}""");
        Assert.Equal(new Scale(0, 1, "app=a", "1861"), scale);
        Assert.Equal("""PATCH /apis/apps/v1/namespaces/t1/deployments/a/scale?fieldManager=llm-routing-scaler {"spec":{"replicas":0}}""", $"{call.Method} {call.Url} {call.Body}");
    }

    [Fact]
    public async Task Deleting_names_the_incarnation_and_what_becomes_of_dependents()
    {
        var there = false;
        var call = await CallAsync(async client => there = await client.DeleteAsync(ApiResources.Pods, "t1", "a", new DeleteOptions("u", Propagation: DeletePropagation.Foreground), default),
            """{"kind":"Status","status":"Success"}""");
        Assert.True(there);
        Assert.Equal("""{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Foreground","preconditions":{"uid":"u"}}""", call.Body);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_false()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.StatusAsync(404, "NotFound", """{"name":"a","kind":"pods"}"""));
        using var client = api.Client();
        Assert.False(await client.DeleteAsync(ApiResources.Pods, "t1", "a", new DeleteOptions(), default));
    }

    [Fact]
    public async Task A_Lease_is_written_with_six_digits_in_UTC()
    {
        var lease = new Lease { ApiVersion = "coordination.k8s.io/v1", Kind = "Lease", Metadata = new ObjectMeta { Name = "op" }, Spec = new LeaseSpec { HolderIdentity = "a", RenewTime = Time } };
        var call = await CallAsync(client => client.CreateAsync(ApiResources.Leases, "t1", lease, KubernetesJsonContext.Default.Lease, default),
            """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"op"}}""", 201);
        Assert.Equal("""{"spec":{"holderIdentity":"a","renewTime":"2026-01-02T02:04:05.678901Z"},"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"op"}}""", call.Body);
    }

    [Fact]
    public async Task An_Event_of_somebody_else_may_lack_nearly_everything()
    {
        await using var api = await ScriptedApi.StartAsync("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"e"},"eventTime":null,"reason":"Killing","regarding":{},"deprecatedCount":3}]}""");
        using var client = api.Client();
        Assert.Null((await client.ListAsync(ApiResources.Events, "t1", KubernetesJsonContext.Default.Event, ListOptions.All, default)).Items[0].EventTime);
    }

    [Fact]
    public void A_MicroTime_has_six_digits_whatever_the_time() => Prop.ForAll(ArbMap.Default.ArbFor<DateTimeOffset>(), time =>
    {
        var text = MicroTimeConverter.Format(time);
        return System.Text.RegularExpressions.Regex.IsMatch(text, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")
            && DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcTicks == time.UtcTicks / 10 * 10;
    }).QuickCheckThrowOnFailure();

    private static async Task<ScriptedCall> CallAsync(Func<KubernetesClient, Task> write, string answer = "{}", int status = 200)
    {
        await using var api = await ScriptedApi.StartAsync(call => call.AnswerAsync(answer, status));
        using var client = api.Client();
        await write(client);
        return Assert.Single(api.Calls);
    }
}
