using System.Text.Json.Nodes;
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
        Assert.NotNull(reading.Value.PodMonitorLabels);
    }

    [Fact]
    public void Every_listener_is_of_IPv6_too()
    {
        var urls = ChartFiles.All(new JsonArray([.. ChartFiles.Rendered.Select(item => item.DeepClone())]), "args").SelectMany(args => args.AsArray())
            .Select(argument => argument!.GetValue<string>()).Where(argument => argument.Contains("urls=", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, urls.Count);
        Assert.DoesNotContain(urls, url => url.Contains("0.0.0.0", StringComparison.Ordinal));
    }
}
