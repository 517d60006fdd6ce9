using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Kinds with a pod template.</summary>
public class TemplateRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live) => PodDefaults.Fill(value["spec"]?["template"]?["spec"] as JsonObject);
}
