using System.Net;
using System.Text.Json.Nodes;
using LlmRouting.TestKit;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>Server-side apply: who owns what.</summary>
public sealed class ApplyTests
{
    [Fact]
    public async Task Applying_twice_writes_once()
    {
        await using var api = await Api.StartAsync();
        var (created, first) = await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold"), "a");
        var (again, second) = await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold"), "a");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created, again));
        Assert.True(JsonNode.DeepEquals(first, second));
        Assert.Equal("""{"f:spec":{"f:model":{}}}""", first["metadata"]!["managedFields"]![0]!["fieldsV1"]!.ToJsonString());
    }

    [Fact]
    public async Task Applying_a_Secrets_stringData_again_a_second_later_writes_nothing()
    {
        var time = new ManualTime();
        await using var api = await Api.StartAsync(new FakeApiServerOptions { Time = time });
        Task<(HttpStatusCode Code, JsonObject Body)> ApplyAsync(string value) => api.ApplyAsync("/api/v1/namespaces/default/secrets/key",
            new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Secret", ["metadata"] = new JsonObject { ["name"] = "key" }, ["stringData"] = new JsonObject { ["id"] = value } }, "a");
        var first = (await ApplyAsync("one")).Body;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(JsonNode.DeepEquals(first, (await ApplyAsync("one")).Body));
        Assert.NotEqual((string)first["metadata"]!["resourceVersion"]!, (string)(await ApplyAsync("two")).Body["metadata"]!["resourceVersion"]!);
    }

    [Fact]
    public async Task Another_value_conflicts_and_force_takes_it()
    {
        await using var api = await Api.StartAsync();
        await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"model":"a","replicas":1}"""), "first");
        var (code, status) = await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"replicas":2}"""), "second");
        Assert.Equal(HttpStatusCode.Conflict, code);
        Assert.Equal(("FieldManagerConflict", ".spec.replicas"), ((string)status["details"]!["causes"]![0]!["reason"]!, (string)status["details"]!["causes"]![0]!["field"]!));
        Assert.Equal(HttpStatusCode.OK, (await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"replicas":2}"""), "second", force: true)).Code);
        Assert.Equal(HttpStatusCode.Conflict, (await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"model":"a","replicas":1}"""), "first")).Code);
    }

    [Fact]
    public async Task What_is_no_longer_applied_goes_unless_somebody_else_owns_it()
    {
        await using var api = await Api.StartAsync();
        await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"model":"a","replicas":1,"class":"h100"}"""), "first");
        await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"class":"h100"}"""), "second");
        var (_, tier) = await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"model":"a"}"""), "first");
        Assert.Null(tier["spec"]!["replicas"]);
        Assert.Equal("h100", (string)tier["spec"]!["class"]!);
    }

    [Fact]
    public async Task Lists_merge_by_their_keys()
    {
        await using var api = await Api.StartAsync();
        await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"model":"a","ports":[{"name":"http","port":1}]}"""), "first");
        var (_, both) = await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"ports":[{"name":"admin","port":2}]}"""), "second");
        Assert.Equal(2, both["spec"]!["ports"]!.AsArray().Count);
        var (_, one) = await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"model":"a"}"""), "first");
        Assert.Equal("admin", (string)Assert.Single(one["spec"]!["ports"]!.AsArray())!["name"]!);
    }

    [Fact]
    public async Task Leaving_replicas_out_resets_them_when_nobody_else_owns_them()
    {
        await using var api = await Api.StartAsync();
        await api.ApplyAsync(Api.Deployments + "/d", Api.Deployment("d", 3), "operator");
        var (_, reset) = await api.ApplyAsync(Api.Deployments + "/d", Api.Deployment("d", null), "operator");
        Assert.Equal(1, (int)reset["spec"]!["replicas"]!);
        await api.ApplyAsync(Api.Deployments + "/d", Api.Deployment("d", 3), "operator");
        var (_, scale) = await api.MergeAsync(Api.Deployments + "/d/scale?fieldManager=scaler", """{"spec":{"replicas":5}}""");
        Assert.Equal(5, (int)scale["spec"]!["replicas"]!);
        var (_, kept) = await api.ApplyAsync(Api.Deployments + "/d", Api.Deployment("d", null), "operator");
        Assert.Equal(5, (int)kept["spec"]!["replicas"]!);
        Assert.Contains(kept["metadata"]!["managedFields"]!.AsArray(), m => (string)m!["manager"]! == "scaler" && (string?)m["subresource"] == "scale");
    }

    [Fact]
    public async Task An_unknown_field_is_a_500_and_a_missing_manager_a_422()
    {
        await using var api = await Api.StartAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, (await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold", """{"modle":"a"}"""), "first")).Code);
        var (code, _) = await api.SendAsync(HttpMethod.Patch, Api.Tiers + "/gold", Api.Tier("gold"), "application/apply-patch+yaml");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Status_is_applied_on_its_own_path_and_owned_there()
    {
        await using var api = await Api.StartAsync();
        await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold"), "operator");
        var status = Api.Tier("gold");
        status.Remove("spec");
        status["status"] = new JsonObject { ["ready"] = 1 };
        var (_, tier) = await api.ApplyAsync(Api.Tiers + "/gold/status", status, "operator");
        Assert.Equal(1, (int)tier["status"]!["ready"]!);
        Assert.Equal(2, tier["metadata"]!["managedFields"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NotFound, (await api.ApplyAsync(Api.Tiers + "/none/status", Api.Tier("none"), "operator")).Code);
    }
}
