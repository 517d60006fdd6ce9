using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Scaling.MetricsApi;
using LlmRouting.Operator.Tests.Kubernetes;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Scaling;

public sealed class ApiServiceRegistrarTests : IAsyncLifetime
{
    private ScriptedApi api = null!;
    private KubernetesClient client = null!;
    private ApiServiceRegistrar registrar = null!;
    private JsonObject? stored;
    private bool isLeader = true;
    private bool hasService = true;
    private bool? isNeeded = true;
    private string bundle = "one";

    public async Task InitializeAsync()
    {
        api = await ScriptedApi.StartAsync(AnswerAsync);
        client = api.Client();
        registrar = Registrar(enabled: true);
    }

    public async Task DisposeAsync()
    {
        registrar.Dispose();
        client.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Where_nobody_serves_the_API_we_register_and_then_write_no_more()
    {
        await registrar.EnsureAsync(default);
        await registrar.EnsureAsync(default);
        Assert.True(IsApply(Assert.Single(Writes)));
        Assert.Equal("llm-routing", stored!["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]!.GetValue<string>());
        Assert.Equal(Convert.ToBase64String("one"u8), stored["spec"]!["caBundle"]!.GetValue<string>());
        Assert.Equal(("llm:operator", "u-role"), (stored["metadata"]!["ownerReferences"]![0]!["name"]!.GetValue<string>(), stored["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>()));
        Assert.Null(registrar.Trouble);
    }

    [Fact]
    public async Task A_rotated_authority_is_written_under_the_version_that_was_seen()
    {
        await registrar.EnsureAsync(default);
        bundle = "two";
        await registrar.EnsureAsync(default);
        var patch = JsonNode.Parse(Writes[^1].Body)!;
        Assert.Equal(("PATCH", "7"), (Writes[^1].Method, patch["metadata"]!["resourceVersion"]!.GetValue<string>()));
        Assert.Equal(Convert.ToBase64String("two"u8), patch["spec"]!["caBundle"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("keda-operator", "keda")]
    [InlineData("llm-routing", "elsewhere")]
    public async Task One_of_somebody_else_is_never_touched_and_named(string manager, string ns)
    {
        stored = Of(manager, ns, "metrics-apiserver");
        var changed = 0;
        registrar.Changed += () => changed++;
        await registrar.EnsureAsync(default);
        await registrar.EnsureAsync(default);
        isNeeded = false;
        await registrar.EnsureAsync(default);
        Assert.Empty(Writes);
        Assert.Equal((1, "MetricsApiOwnedByOther"), (changed, registrar.Trouble!.Reason));
        Assert.Contains($"{ns}/metrics-apiserver", registrar.Trouble.Message, StringComparison.Ordinal);
        Assert.All(new[] { "Keda", "PodMetrics", "Direct" }, source => Assert.Contains(source, registrar.Trouble.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_other_leaves_we_register()
    {
        stored = Of("keda-operator", "keda", "metrics-apiserver");
        await registrar.EnsureAsync(default);
        stored = null;
        await registrar.EnsureAsync(default);
        Assert.True(IsApply(Assert.Single(Writes)));
        Assert.Null(registrar.Trouble);
    }

    [Fact]
    public async Task One_that_an_installation_of_ours_left_behind_is_adopted()
    {
        stored = Of("llm-routing", "gone", "operator");
        stored["status"] = JsonNode.Parse("""{"conditions":[{"type":"Available","status":"False","reason":"ServiceNotFound"}]}""");
        await registrar.EnsureAsync(default);
        Assert.Contains("\"namespace\":\"llm\"", Assert.Single(Writes).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_when_no_tier_needs_it()
    {
        await registrar.EnsureAsync(default);
        isNeeded = null;
        await registrar.EnsureAsync(default);
        Assert.Single(Writes);
        isNeeded = false;
        await registrar.EnsureAsync(default);
        Assert.Equal("DELETE", Writes[^1].Method);
        Assert.Contains("\"uid\":\"u\"", Writes[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_Service_to_ask_by_there_is_none_and_tiers_are_told_why()
    {
        hasService = false;
        await registrar.EnsureAsync(default);
        Assert.Empty(Writes);
        Assert.Equal("MetricsApiNotRegistered", registrar.Trouble!.Reason);
        Assert.Contains("no Service llm/operator", registrar.Trouble.Message, StringComparison.Ordinal);
        hasService = true;
        await registrar.EnsureAsync(default);
        Assert.True(IsApply(Assert.Single(Writes)));
        Assert.Null(registrar.Trouble);
        hasService = false;
        await registrar.EnsureAsync(default);
        Assert.Equal("DELETE", Writes[^1].Method);
    }

    [Fact]
    public async Task Turned_off_ours_goes_whoever_needs_it_and_tiers_are_told_why()
    {
        await registrar.EnsureAsync(default);
        using var off = Registrar(enabled: false);
        isLeader = false;
        await off.EnsureAsync(default);
        Assert.NotNull(stored);
        isLeader = true;
        await off.EnsureAsync(default);
        await off.EnsureAsync(default);
        Assert.Equal(["PATCH", "DELETE"], Writes.Select(call => call.Method));
        Assert.Equal("MetricsApiOff", off.Trouble!.Reason);
    }

    [Fact]
    public async Task Turned_off_one_of_somebody_else_is_not_touched()
    {
        stored = Of("keda-operator", "keda", "metrics-apiserver");
        using var off = Registrar(enabled: false);
        await off.EnsureAsync(default);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_standby_writes_nothing()
    {
        isLeader = false;
        await registrar.EnsureAsync(default);
        stored = Of("llm-routing", "llm", "operator");
        await registrar.EnsureAsync(default);
        Assert.Empty(Writes);
    }

    private ApiServiceRegistrar Registrar(bool enabled) =>
        new(client, "llm", "operator", "llm:operator", enabled, () => bundle, () => isNeeded, () => isLeader, new ManualTime(), NullLogger<ApiServiceRegistrar>.Instance);

    private List<ScriptedCall> Writes => [.. api.Calls.Where(call => call.Method != "GET")];

    /// <summary>Without force, so that it takes nothing from anybody.</summary>
    private static bool IsApply(ScriptedCall call) => call.ContentType?.StartsWith("application/apply-patch", StringComparison.Ordinal) == true && !call.Url.Contains("force=true", StringComparison.Ordinal);

    private static JsonObject Of(string manager, string ns, string service) => JsonNode.Parse($$"""
        { "metadata": { "name": "v1beta1.external.metrics.k8s.io", "uid": "u", "resourceVersion": "7", "labels": { "app.kubernetes.io/managed-by": "{{manager}}" } },
          "spec": { "service": { "namespace": "{{ns}}", "name": "{{service}}", "port": 443 } } }
        """)!.AsObject();

    private Task AnswerAsync(ScriptedCall call)
    {
        if (call.Url.Contains("/namespaces/llm/services/operator", StringComparison.Ordinal))
            return hasService ? call.AnswerAsync("{\"metadata\":{\"name\":\"operator\"}}") : call.StatusAsync(404, "NotFound", """{"name":"operator","kind":"services"}""");
        if (call.Url.Contains("/clusterroles/", StringComparison.Ordinal)) return call.AnswerAsync("{\"metadata\":{\"name\":\"llm:operator\",\"uid\":\"u-role\"}}");
        if (IsApply(call))
        {
            stored = JsonNode.Parse(call.Body)!.AsObject();
            stored["metadata"]!["uid"] = "u";
            stored["metadata"]!["resourceVersion"] = "7";
        }

        if (call.Method == "DELETE") stored = null;
        return stored is not null || call.Method == "DELETE" ? call.AnswerAsync(stored?.ToJsonString() ?? "{}")
            : call.StatusAsync(404, "NotFound", $$"""{"name":"{{ApiServiceRegistrar.Name}}","kind":"apiservices"}""");
    }
}
