using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>core/v1 Events.</summary>
public sealed class CoreEventRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live) => EventConversion.Complete(value);
}
