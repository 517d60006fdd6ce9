namespace LlmRouting.Operator.Tests.Chart;

public sealed class PrometheusRuleTests
{
    public static TheoryData<string> Suites() => new(Directory.GetFiles(ChartFiles.In("tests", "prometheus"), "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal)!);

    [Fact]
    public async Task Promtool_accepts_every_rule()
    {
        var (exitCode, output) = await Tool.RunAsync("promtool", "prometheus", ["check", "rules", .. ChartFiles.RuleFiles]);
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Rules_do_what_their_unit_tests_say(string suite)
    {
        var (exitCode, output) = await Tool.RunAsync("promtool", "prometheus", "test", "rules", ChartFiles.In("tests", "prometheus", suite));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Every_alert_is_unit_tested()
    {
        var tested = string.Concat(Directory.GetFiles(ChartFiles.In("tests", "prometheus"), "*.yaml").Select(File.ReadAllText));
        Assert.All(ChartFiles.Rules.Select(rule => rule["alert"]?.GetValue<string>()).OfType<string>(), alert => Assert.Contains($"alertname: {alert}", tested, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_alert_says_how_grave_it_is_and_what_to_do()
    {
        foreach (var alert in ChartFiles.Rules.Where(rule => rule["alert"] is not null))
        {
            Assert.Contains(alert["labels"]!["severity"]!.GetValue<string>(), new[] { "warning", "critical" });
            Assert.NotEmpty(alert["annotations"]!["summary"]!.GetValue<string>());
            Assert.NotEmpty(alert["annotations"]!["description"]!.GetValue<string>());
        }
    }

    [Fact]
    public void Gauges_are_never_increased_S4_19a() =>
        Assert.DoesNotContain(ChartFiles.Rules.Select(rule => rule["expr"]!.GetValue<string>()), expr => expr.Contains("increase(llm_tier_", StringComparison.Ordinal) || expr.Contains("increase(llm_routing:", StringComparison.Ordinal));
}
