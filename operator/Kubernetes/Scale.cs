namespace LlmRouting.Operator.Kubernetes;

/// <summary>An autoscaling/v1 Scale.</summary>
/// <param name="Desired">spec.replicas; the API leaves 0 out.</param>
/// <param name="Current">status.replicas.</param>
public sealed record Scale(int Desired, int Current, string? Selector, string? ResourceVersion);
