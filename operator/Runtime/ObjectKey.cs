namespace LlmRouting.Operator.Runtime;

/// <summary>Which object of a kind.</summary>
/// <param name="Namespace">Empty for cluster-scoped kinds.</param>
public readonly record struct ObjectKey(string Namespace, string Name)
{
    /// <summary><c>namespace/name</c>, or the name alone for cluster-scoped kinds.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
