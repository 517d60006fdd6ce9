using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>What Go code does for one built-in kind beyond its types.</summary>
public abstract class KindRules
{
    public static KindRules None { get; } = new NoRules();

    /// <summary>Completes an object on every write, after the type's defaults.</summary>
    public virtual void Default(JsonObject value, JsonObject? live) { }

    /// <summary>Completes a new object.</summary>
    public virtual void Create(JsonObject value) { }

    public virtual IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live) => [];

    /// <summary>Whether a write moves metadata.generation.</summary>
    public virtual bool Generates(JsonObject live, JsonObject value) => !JsonNode.DeepEquals(live["spec"], value["spec"]);

    private sealed class NoRules : KindRules;
}
