namespace LlmRouting.Operator.Kubernetes;

/// <summary>All objects of a list, its pages put together.</summary>
/// <param name="ResourceVersion">From where a watch goes on.</param>
public sealed record ObjectList<T>(IReadOnlyList<T> Items, string ResourceVersion);
