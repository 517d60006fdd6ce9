using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmRouting.Operator.Tests.Chart;

/// <summary>A rule or a panel over a metric that nobody exports is silent for ever.</summary>
public sealed partial class MetricNamesTests
{
    private static readonly HashSet<string> Recorded = [.. ChartFiles.Rules.Select(rule => rule["record"]?.GetValue<string>()).OfType<string>(), "llm_routing:objective_model_ttft_p95_seconds", "llm_routing:objective_tier_share_min"];

    private static readonly HashSet<string> Documented = [.. Metric().Matches(File.ReadAllText(ChartFiles.In("docs", "metrics.md"))).Select(match => match.Value)];

    [Fact]
    public void Rules_use_metrics_that_are_documented_or_recorded() =>
        Assert.Empty(ChartFiles.Rules.SelectMany(rule => Unknown(rule["expr"]!.GetValue<string>())).Distinct());

    [Fact]
    public void Panels_use_metrics_that_are_documented_or_recorded()
    {
        foreach (var file in ChartFiles.Dashboards)
        {
            var dashboard = JsonNode.Parse(File.ReadAllText(file))!;
            var queries = ChartFiles.All(dashboard, "expr").Concat(ChartFiles.All(dashboard, "definition")).Select(query => query.GetValue<string>());
            Assert.Empty(queries.SelectMany(Unknown).Distinct());
        }
    }

    [Fact]
    public void A_misspelt_metric_would_be_found() => Assert.Equal(["llm_request_total"], Unknown("sum by (model, status) (rate(llm_request_total{status=\"200\"}[5m]))"));

    private static IEnumerable<string> Unknown(string expression) =>
        Metric().Matches(expression).Select(match => match.Value).Where(name => !Recorded.Contains(name) && !Documented.Contains(name) && !Documented.Contains(Series().Replace(name, "")));

    // Names of ours and of vLLM's; labels, functions and grouping words have other shapes.
    [GeneratedRegex(@"\b(llm_[a-z0-9_:]+|vllm:[a-z0-9_]+|model_routing_decisions|requests_route_tier)\b")]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Series();
}
