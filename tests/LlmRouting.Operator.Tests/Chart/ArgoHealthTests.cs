using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Tests.Chart;

/// <summary>The health scripts for Argo CD, run on statuses as the operator writes them.</summary>
public sealed class ArgoHealthTests
{
    private const string Good = """{"type":"Ready","status":"True","reason":"Serving","message":"1 of 1 replicas are ready"}""";

    [Theory]
    [InlineData("{}", "Progressing")]
    [InlineData("""{"observedGeneration":1,"conditions":[{"type":"Ready","status":"True","reason":"Serving","message":"m"}]}""", "Progressing")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"Ready","status":"True","reason":"Serving","message":"m"}]}""", "Healthy")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"Ready","status":"True","reason":"Sleeping","message":"m"}]}""", "Healthy")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"Ready","status":"True","reason":"External","message":"m"}]}""", "Healthy")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"Ready","status":"False","reason":"Starting","message":"m"}]}""", "Progressing")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"Ready","status":"False","reason":"ScaledToZero","message":"m"}]}""", "Suspended")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"Ready","status":"False","reason":"MissingGpu","message":"m"}]}""", "Degraded")]
    public async Task ModelTier(string status, string health) => Assert.Equal(health, await HealthAsync("modeltier", "ModelTier", status));

    [Theory]
    [InlineData("RollingOut", "True", "Progressing")]
    [InlineData("RolledOut", "True", "Healthy")]
    [InlineData("ReplicasFailing", "False", "Degraded")]
    public async Task ModelTier_while_it_rolls_out(string reason, string status, string health)
    {
        var conditions = $$"""{"observedGeneration":2,"conditions":[{{Good}},{"type":"Progressing","status":"{{status}}","reason":"{{reason}}","message":"m"}]}""";
        Assert.Equal(health, await HealthAsync("modeltier", "ModelTier", conditions));
    }

    [Theory]
    [InlineData("{}", "Progressing")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"Accepted","status":"True","reason":"Accepted","message":"m"},{"type":"Programmed","status":"True","reason":"Programmed","message":"m"}]}""", "Healthy")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"Accepted","status":"True","reason":"Accepted","message":"m"},{"type":"Programmed","status":"False","reason":"NoGateway","message":"m"}]}""", "Progressing")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"Accepted","status":"False","reason":"ModelNameConflict","message":"m"},{"type":"Programmed","status":"False","reason":"NotAccepted","message":"m"}]}""", "Degraded")]
    [InlineData("""{"observedGeneration":2,"conditions":[{"type":"ResolvedRefs","status":"False","reason":"RefNotFound","message":"m"},{"type":"Programmed","status":"True","reason":"Programmed","message":"m"}]}""", "Degraded")]
    public async Task RoutingPolicy(string status, string health) => Assert.Equal(health, await HealthAsync("routingpolicy", "RoutingPolicy", status));

    [Theory]
    [InlineData("{}", "Progressing")]
    [InlineData("""{"observedGeneration":2,"phase":"Progressing","effectiveWeight":10,"conditions":[{"type":"Healthy","status":"True","reason":"CanaryReady","message":"m"}]}""", "Healthy")]
    [InlineData("""{"observedGeneration":2,"phase":"Progressing","effectiveWeight":0,"conditions":[{"type":"Healthy","status":"False","reason":"NoReadyEndpoint","message":"m"}]}""", "Degraded")]
    [InlineData("""{"observedGeneration":2,"phase":"RolledBack","effectiveWeight":0,"reason":"errors"}""", "Degraded")]
    [InlineData("""{"observedGeneration":2,"phase":"Paused"}""", "Suspended")]
    [InlineData("""{"observedGeneration":2,"phase":"Promoted"}""", "Healthy")]
    public async Task CanaryRollout(string status, string health) => Assert.Equal(health, await HealthAsync("canaryrollout", "CanaryRollout", status));

    [Fact]
    public async Task A_canary_that_is_to_get_nothing_may_still_load() => Assert.Equal(
        "Healthy",
        await HealthAsync("canaryrollout", "CanaryRollout", """{"observedGeneration":2,"phase":"Progressing","conditions":[{"type":"Healthy","status":"False","reason":"NoReadyEndpoint","message":"m"}]}""", weight: 0));

    [Fact]
    public void The_ConfigMap_has_the_scripts_that_are_tested()
    {
        var data = ChartFiles.Yaml(ChartFiles.In("samples", "argocd", "argocd-cm.yaml")).Single()["data"]!;
        foreach (var kind in new[] { "ModelTier", "RoutingPolicy", "CanaryRollout" })
            Assert.Equal(File.ReadAllText(Script(kind.ToLowerInvariant())), data[$"resource.customizations.health.llmrouting.dev_{kind}"]!.GetValue<string>());
    }

    private static string Script(string name) => ChartFiles.In("samples", "argocd", "health", name + ".lua");

    private static async Task<string> HealthAsync(string script, string kind, string status, int weight = 10)
    {
        var item = new JsonObject
        {
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = "a", ["generation"] = 2 },
            ["spec"] = new JsonObject { ["weight"] = weight },
            ["status"] = JsonNode.Parse(status),
        };
        var (exitCode, output) = await Tool.RunAsync("lua5.3", "lua5.3", "-e", $"obj = {Lua(item)}; local hs = dofile('{Script(script)}'); assert(hs.message ~= ''); io.write(hs.status)");
        Assert.True(exitCode == 0, output);
        return output;
    }

    private static string Lua(JsonNode? node) => node switch
    {
        JsonObject item => "{" + string.Join(",", item.Select(field => $"[\"{field.Key}\"]={Lua(field.Value)}")) + "}",
        JsonArray list => "{" + string.Join(",", list.Select(Lua)) + "}",
        null => "nil",
        _ => node.ToJsonString(),
    };
}
