namespace LlmRouting.Operator.Runtime;

/// <summary>Which object of a kind.</summary>
/// <param name="Namespace">Empty for cluster-scoped kinds.</param>
public readonly record struct ObjectKey(string Namespace, string Name)
{
    /// <summary><c>namespace/name</c>, or the name alone for cluster-scoped kinds.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ObjectKey Parse(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? new ObjectKey(text[..slash], text[(slash + 1)..]) : new ObjectKey("", text);
}
