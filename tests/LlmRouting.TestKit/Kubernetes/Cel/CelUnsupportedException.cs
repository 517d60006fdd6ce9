namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>A rule beyond the subset that is evaluated here.</summary>
public sealed class CelUnsupportedException(string message) : Exception(message);
