using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Namespaces: their name as a label, and the finalizer that empties them.</summary>
public sealed class NamespaceRules : KindRules
{
    public override void Create(JsonObject value)
    {
        value["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        value["status"] = new JsonObject { ["phase"] = "Active" };
    }

    public override void Default(JsonObject value, JsonObject? live)
    {
        var metadata = value["metadata"]!.AsObject();
        (metadata["labels"] ??= new JsonObject())["kubernetes.io/metadata.name"] = metadata["name"]!.DeepClone();
    }
}
