using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Tests.Chart;

public sealed class RenderedConfigurationTests
{
    [Fact]
    public void The_operator_reads_the_configuration_that_the_chart_writes()
    {
        var map = ChartFiles.Rendered.Single(item => item["kind"]!.GetValue<string>() == "ConfigMap" && item["metadata"]!["name"]!.GetValue<string>() == "llm-routing-operator");
        var reading = OperatorConfigurationReader.Read("operator.yaml", map["data"]!["operator.yaml"]!.GetValue<string>());
        Assert.Empty(reading.Problems);
        Assert.Equal(["llm-routing"], Assert.Single(reading.Value!.Gateways!).Namespaces!);
    }
}
