using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>Two teams may call their tiers alike.</summary>
public sealed class NamespaceTests
{
    [Fact]
    public async Task Tiers_of_the_same_name_in_two_namespaces_are_told_apart()
    {
        const string spec = "tiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]";
        var files = new ManifestFiles();
        files.Write(
            "all.yaml", ManifestText.Tier("weak"), ManifestText.Policy("models: [auto]\n" + spec),
            ManifestText.Tier("weak").Replace("{name: weak}", "{name: weak, namespace: team}", StringComparison.Ordinal),
            ManifestText.Policy("models: [team]\n" + spec).Replace("{name: default}", "{name: default, namespace: team}", StringComparison.Ordinal));
        await using var router = await RouterUnderTest.StartAsync(files, o => o with { Simulate = true });

        var circuits = (await router.AdminAsync("/health")).IsOk().Json["circuits"]!.AsObject();
        Assert.Equal(["team/weak", "weak"], circuits.Select(c => c.Key).Order(StringComparer.Ordinal));
        var status = (await router.AdminAsync("/v1/status")).IsOk().Json;
        Assert.Equal(["team/weak", "weak"], status["tiers"]!.AsArray().Select(t => (string?)t!["name"]).Order(StringComparer.Ordinal));
        Assert.Equal(["default", "team/default"], status["policies"]!.AsArray().Select(p => (string?)p!["name"]).Order(StringComparer.Ordinal));
        var metrics = (await router.MetricsAsync()).Series("llm_circuit_breaker_state{");
        Assert.Equal(2, metrics.Split('\n').Length);
        Assert.Contains("provider=\"team/weak\"", metrics, StringComparison.Ordinal);
    }
}
