using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Tests.Configuration;

public sealed class OperatorConfigurationTests
{
    [Fact]
    public void Gateways_and_classes_are_read()
    {
        var reading = OperatorConfigurationReader.Read("operator.yaml", """
            # of the chart
            ---
            gateways:
            - {name: default}
            - {name: search, namespaces: [search, search-staging]}
            gpuClasses:
            - name: l4
              nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}
              pool: Fixed
              spot: {tolerations: [{key: spot, operator: Exists}]}
            platformAssignsUsers: true
            podMonitorLabels: {release: kube-prometheus-stack}
            """);
        Assert.Empty(reading.Problems);
        Assert.Equal(["default", "search"], reading.Value!.Gateways!.Select(gateway => gateway.Name));
        var gpu = reading.Value.Classes().Find("l4")!;
        Assert.Equal(PoolKind.Fixed, gpu.Pool);
        Assert.Equal("nvidia.com/gpu", gpu.ResourceName);
        Assert.Equal("nvidia-l4", Assert.Single(gpu.NodeSelector!).Value);
        Assert.True(reading.Value.PlatformAssignsUsers);
        Assert.Equal("kube-prometheus-stack", reading.Value.PodMonitorLabels!["release"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n---\n")]
    [InlineData("{}")]
    public void A_file_that_says_nothing_has_no_problem(string text)
    {
        var reading = OperatorConfigurationReader.Read("operator.yaml", text);
        Assert.Empty(reading.Problems);
        Assert.Equal(["a100-80gb", "a10g", "h100", "h200", "l4", "l40s"], (reading.Value ?? new()).Classes().All.Select(gpu => gpu.Name));
    }

    [Fact]
    public void Every_problem_is_told_with_file_and_line()
    {
        var reading = OperatorConfigurationReader.Read("operator.yaml", """
            gateway: default
            gateways:
            - {name: Default}
            - {name: a, namespaces: []}
            - {name: a, namespaces: [x, x]}
            gpuClasses:
            - name: l4
              nodeselector: {a: b}
              memory: lots
              pool: Growing
              resourceName: gpu
              tolerations: [{effect: Never}]
            - nodeSelector: {"bad key": x}
            podMonitorLabels: {release: a b}
            status: {}
            """);
        Assert.Equal(
        [
            "operator.yaml:1: gateway: unknown field: did you mean gateways?",
            "operator.yaml:3: gateways[0].name: must be a name of at most 63 lower-case letters, digits and -, beginning and ending with a letter or digit",
            "operator.yaml:4: gateways[1].namespaces: must not be empty: leave it out for the operator's own namespace",
            "operator.yaml:5: gateways[2].name: a is there twice",
            "operator.yaml:5: gateways[2].namespaces[1]: x is there twice",
            "operator.yaml:8: gpuClasses[0].nodeselector: unknown field: did you mean nodeSelector?",
            "operator.yaml:9: gpuClasses[0].memory: must be a quantity such as \"24Gi\"",
            "operator.yaml:10: gpuClasses[0].pool: Growing is not one of Elastic, Fixed",
            "operator.yaml:11: gpuClasses[0].resourceName: must be an extended resource such as nvidia.com/gpu",
            "operator.yaml:12: gpuClasses[0].tolerations[0]: needs a key, or operator Exists to tolerate every taint",
            "operator.yaml:12: gpuClasses[0].tolerations[0].effect: Never is not one of NoSchedule, PreferNoSchedule, NoExecute",
            "operator.yaml:13: gpuClasses[1].name: is required",
            "operator.yaml:13: gpuClasses[1].nodeSelector[bad key]: must be a node label such as nvidia.com/gpu.product",
            "operator.yaml:14: podMonitorLabels[release]: must be a label and its value such as release: prometheus",
            "operator.yaml:15: status: unknown field: known here: gateways, gpuClasses, platformAssignsUsers, podMonitorLabels",
        ], reading.Problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("gateways: [", "operator.yaml:2: not YAML")]
    [InlineData("gateways: []\n---\ngateways: []", "operator.yaml:3: a second document: a configuration is one")]
    [InlineData("- a", "operator.yaml:1: must be an object, not a list")]
    public void What_is_no_configuration_says_so(string text, string begins)
    {
        var problem = Assert.Single(OperatorConfigurationReader.Read("operator.yaml", text).Problems);
        Assert.StartsWith(begins, problem.ToString(), StringComparison.Ordinal);
    }
}
