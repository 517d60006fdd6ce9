using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Runtime.Events;

/// <summary>Something that happened to an object. Two equal facts are one Event, seen twice.</summary>
/// <param name="Type">Normal or Warning.</param>
/// <param name="Action">What was done or failed, one CamelCase word.</param>
/// <param name="Reason">Why, one CamelCase word.</param>
/// <param name="Note">For people.</param>
public sealed record EventFact(ObjectReference Regarding, string Type, string Action, string Reason, string Note)
{
    /// <summary>The object, whatever its resourceVersion is by now.</summary>
    public (string?, string?, string?, string?) Object => (Regarding.Kind, Regarding.Namespace, Regarding.Name, Regarding.Uid);

    public (object, string, string, string, string) Key => (Object, Type, Action, Reason, Note);
}
