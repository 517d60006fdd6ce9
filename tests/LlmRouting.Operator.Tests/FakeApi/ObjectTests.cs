using System.Net;
using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>Create, read, update, delete.</summary>
public sealed class ObjectTests
{
    [Fact]
    public async Task A_new_object_gets_identity_defaults_and_a_manager()
    {
        await using var api = await Api.StartAsync();
        var (code, tier) = await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        Assert.Equal(HttpStatusCode.Created, code);
        Assert.Equal((1, 1), ((int)tier["spec"]!["count"]!, (int)tier["metadata"]!["generation"]!));
        Assert.NotEmpty((string)tier["metadata"]!["uid"]!);
        Assert.Equal(("tests", "Update"), ((string)tier["metadata"]!["managedFields"]![0]!["manager"]!, (string)tier["metadata"]!["managedFields"]![0]!["operation"]!));
    }

    [Fact]
    public async Task An_unchanged_write_keeps_the_version_and_spec_moves_generation_while_labels_and_status_do_not()
    {
        await using var api = await Api.StartAsync();
        var (_, made) = await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        var (_, same) = await api.MergeAsync(Api.Tiers + "/gold", """{"spec":{"model":"llama"}}""");
        Assert.Equal((string)made["metadata"]!["resourceVersion"]!, (string)same["metadata"]!["resourceVersion"]!);
        var (_, spec) = await api.MergeAsync(Api.Tiers + "/gold", """{"spec":{"replicas":2},"status":{"ignored":1}}""");
        Assert.Equal(2, (int)spec["metadata"]!["generation"]!);
        Assert.Null(spec["status"]);
        var (_, status) = await api.MergeAsync(Api.Tiers + "/gold/status", """{"status":{"ready":1},"spec":{"replicas":9},"metadata":{"labels":{"a":"b"}}}""");
        Assert.Equal((2, 2), ((int)status["metadata"]!["generation"]!, (int)status["spec"]!["replicas"]!));
        Assert.Null(status["metadata"]!["labels"]);
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_and_a_missing_one_is_invalid_for_custom_resources()
    {
        await using var api = await Api.StartAsync();
        var (_, made) = await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        await api.MergeAsync(Api.Tiers + "/gold", """{"spec":{"replicas":2}}""");
        var (stale, status) = await api.PutAsync(Api.Tiers + "/gold", made);
        Assert.Equal((HttpStatusCode.Conflict, "Conflict"), (stale, (string)status["reason"]!));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.PutAsync(Api.Tiers + "/gold", Api.Tier("gold"))).Code);
    }

    [Theory]
    [InlineData("""{}""", "spec.model", "FieldValueRequired")]
    [InlineData("""{"model":"LLAMA"}""", "spec.model", "FieldValueInvalid")]
    [InlineData("""{"model":"aaaaaaaaaaaaaaaaaaaaaaaaa"}""", "spec.model", "FieldValueTooLong")]
    [InlineData("""{"model":"a","class":"tpu"}""", "spec.class", "FieldValueNotSupported")]
    [InlineData("""{"model":"a","replicas":65}""", "spec.replicas", "FieldValueInvalid")]
    [InlineData("""{"model":"a","replicas":"two"}""", "spec.replicas", "FieldValueTypeInvalid")]
    [InlineData("""{"model":"a","args":["1","2","3"]}""", "spec.args", "FieldValueTooMany")]
    [InlineData("""{"model":"a","ports":[{"name":"a"},{"name":"a"}]}""", "spec.ports[1]", "FieldValueDuplicate")]
    public async Task The_schema_refuses_with_the_field_and_the_reason(string spec, string field, string reason)
    {
        await using var api = await Api.StartAsync();
        var (code, status) = await api.PostAsync(Api.Tiers, Api.Tier("gold", spec));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Contains(status["details"]!["causes"]!.AsArray(), c => (string)c!["field"]! == field && (string)c["reason"]! == reason);
    }

    [Fact]
    public async Task Transition_rules_are_evaluated_on_updates()
    {
        await using var api = await Api.StartAsync();
        await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        var (code, status) = await api.MergeAsync(Api.Tiers + "/gold", """{"spec":{"model":"other"}}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Contains("model is immutable", (string)status["message"]!);
    }

    [Fact]
    public async Task Finalizers_hold_a_deleted_object_until_the_last_one_goes()
    {
        await using var api = await Api.StartAsync();
        var tier = Api.Tier("gold");
        tier["metadata"]!["finalizers"] = new JsonArray("llmrouting.dev/drain");
        await api.PostAsync(Api.Tiers, tier);
        var (_, marked) = await api.DeleteAsync(Api.Tiers + "/gold");
        Assert.NotNull(marked["metadata"]!["deletionTimestamp"]);
        Assert.Equal(2, (int)marked["metadata"]!["generation"]!);
        Assert.Equal(HttpStatusCode.OK, (await api.MergeAsync(Api.Tiers + "/gold", """{"metadata":{"finalizers":null}}""")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(Api.Tiers + "/gold")).Code);
    }

    [Fact]
    public async Task Children_go_with_their_last_owner()
    {
        await using var api = await Api.StartAsync();
        var (_, owner) = await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        var reference = new JsonObject { ["apiVersion"] = "llmrouting.dev/v1alpha1", ["kind"] = "ModelTier", ["name"] = "gold", ["uid"] = (string)owner["metadata"]!["uid"]! };
        api.Server.Objects.Create("configmaps", "default", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "child", ["ownerReferences"] = new JsonArray(reference) } });
        await api.SettleAsync();
        Assert.NotNull(api.Server.Objects.Find("configmaps", "default", "child"));
        await api.DeleteAsync(Api.Tiers + "/gold");
        await api.SettleAsync();
        Assert.Null(api.Server.Objects.Find("configmaps", "default", "child"));
    }

    [Fact]
    public async Task Pages_keep_the_snapshot_of_the_first()
    {
        await using var api = await Api.StartAsync();
        foreach (var name in new[] { "a", "b", "c" }) await api.PostAsync(Api.Tiers, Api.Tier(name));
        var (_, first) = await api.GetAsync(Api.Tiers + "?limit=2");
        await api.DeleteAsync(Api.Tiers + "/c");
        var token = (string)first["metadata"]!["continue"]!;
        var (_, second) = await api.GetAsync($"{Api.Tiers}?limit=2&continue={token}");
        Assert.Equal("c", (string)second["items"]![0]!["metadata"]!["name"]!);
        api.Server.Faults.Compact();
        var (code, expired) = await api.GetAsync($"{Api.Tiers}?limit=2&continue={token}");
        Assert.Equal((HttpStatusCode.Gone, "Expired"), (code, (string)expired["reason"]!));
    }

    [Fact]
    public async Task Secrets_write_stringData_into_data_and_micro_times_need_six_digits()
    {
        await using var api = await Api.StartAsync();
        var (_, secret) = await api.PostAsync("/api/v1/namespaces/default/secrets", JsonNode.Parse("""{"metadata":{"name":"s"},"stringData":{"a":"b"}}""")!);
        Assert.Equal("Yg==", (string)secret["data"]!["a"]!);
        Assert.Null(secret["stringData"]);
        const string Leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
        var (code, _) = await api.PostAsync(Leases, JsonNode.Parse("""{"metadata":{"name":"l"},"spec":{"renewTime":"2026-01-01T00:00:00.1234567Z"}}""")!);
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Equal(HttpStatusCode.Created, (await api.PutAsync(Leases + "/l", JsonNode.Parse("""{"metadata":{"name":"l"},"spec":{"renewTime":"2026-01-01T00:00:00.123456Z"}}""")!)).Code);
    }

    [Fact]
    public async Task Unknown_fields_are_dropped_with_a_warning_or_refused_when_strict()
    {
        await using var api = await Api.StartAsync();
        var (_, tier) = await api.PostAsync(Api.Tiers, Api.Tier("gold", """{"model":"a","modle":"b"}"""));
        Assert.Null(tier["spec"]!["modle"]);
        var (code, status) = await api.PostAsync(Api.Tiers + "?fieldValidation=Strict", Api.Tier("silver", """{"model":"a","modle":"b"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Contains("unknown field \"spec.modle\"", (string)status["message"]!);
    }
}
