namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>A compiled expression.</summary>
public delegate object? CelExpression(CelScope scope);
