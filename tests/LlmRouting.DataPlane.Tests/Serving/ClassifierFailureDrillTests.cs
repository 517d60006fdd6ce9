using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>S0.6: a classifier that fails costs a request its label, never an error.</summary>
public sealed class ClassifierFailureDrillTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_tier_of_onClassifierFailure_serves_and_says_so(bool stream)
    {
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Policy = "classifiers: [{name: v1, heuristic: {length: {unit: Chars, max: 500, label: complex}, otherwise: simple}}]\nactiveClassifier: v1\nonClassifierFailure: {tier: strong}",
            Routes = "routes: [{when: {labels: [complex]}, tier: strong}, {tier: weak}]",
        });
        var body = stream ? Prompts.Streamed() : Prompts.Chat();
        Assert.Equal("weak", (await drill.Router.AskAsync(body)).IsOk()["x-llm-tier"]);
        drill.Router.BreakClassifiers();

        var answer = (await drill.Router.AskAsync(body)).IsOk();
        Assert.Equal(("strong", "classifier_failure", "false"), (answer["x-llm-tier"], answer["x-llm-decision"], answer["x-llm-fallback"]));
        Assert.Equal("none", answer["x-llm-classifier"]);
        await drill.Router.CountsAsync(1, "llm_routing_decisions_total", ("tier", "strong"), ("reason", "classifier_failure"));
        Assert.Contains("Classifier v1 of policy default/default failed", drill.Router.Log.Text, StringComparison.Ordinal);
        Assert.Equal("strong", (string?)(await drill.Router.AskAsync(Prompts.Chat(), "/v1/route")).IsOk().Json["tier"]);
    }
}
