using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>EndpointSlices: lists that are written even when there is nothing in them.</summary>
public sealed class EndpointSliceRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live)
    {
        value.TryAdd("endpoints", null);
        value.TryAdd("ports", null);
    }

    public override bool Generates(JsonObject live, JsonObject value) =>
        new[] { "endpoints", "ports", "addressType" }.Any(n => !JsonNode.DeepEquals(live[n], value[n]))
        || !JsonNode.DeepEquals(live["metadata"]!["labels"], value["metadata"]!["labels"]);
}
