namespace LlmRouting.Operator.Publishing;

/// <summary>A ConfigMap that carries the CA bundle.</summary>
public sealed record BundleTarget(string Namespace, string Name);
