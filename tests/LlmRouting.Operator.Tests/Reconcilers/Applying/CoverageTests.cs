using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Reconcilers.Applying;

namespace LlmRouting.Operator.Tests.Reconcilers.Applying;

public sealed class CoverageTests
{
    private const string Deployment = """
        {"metadata":{"name":"small","labels":{"a":"b","other":"x"},"uid":"1"},
         "spec":{"replicas":3,"progressDeadlineSeconds":600,"template":{"spec":{"restartPolicy":"Always",
           "containers":[{"name":"sidecar","image":"s"},{"name":"vllm","image":"v","args":["--model","x"],"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}]}}}}
        """;

    [Theory]
    [InlineData("""{"metadata":{"name":"small","labels":{"a":"b"}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"vllm","image":"v"}]}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"vllm","env":[{"name":"B","value":"2"},{"name":"A","value":"1"}]}]}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"tolerations":[],"nodeSelector":{}}}}}""")]
    [InlineData("""{"spec":{"replicas":3.0}}""")]
    public void What_the_object_has_already_is_not_applied_again(string desired) => Assert.True(Has(desired));

    [Theory]
    [InlineData("""{"metadata":{"labels":{"a":"c"}}}""")]
    [InlineData("""{"metadata":{"labels":{"new":"c"}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"vllm","image":"other"}]}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"vllm","args":["--model","x","--more"]}]}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"vllm","args":["x","--model"]}]}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"third"}]}}}}""")]
    [InlineData("""{"spec":{"replicas":"3"}}""")]
    [InlineData("""{"spec":{"paused":true}}""")]
    public void Drift_is_seen(string desired) => Assert.False(Has(desired));

    private static bool Has(string desired) => Coverage.Has(JsonDocument.Parse(Deployment).RootElement, JsonNode.Parse(desired));
}
