namespace LlmRouting.Operator.Kubernetes;

/// <summary>Whether somebody may do it.</summary>
/// <param name="Reason">Names the binding that allows it; mostly null otherwise.</param>
public sealed record AccessDecision(bool Allowed, string? Reason);
