namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>A rule that cannot be decided: no such key, a text that is no number.</summary>
public sealed class CelFailureException(string message) : Exception(message);
