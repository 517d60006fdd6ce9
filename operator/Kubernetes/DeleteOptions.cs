namespace LlmRouting.Operator.Kubernetes;

/// <summary>How to delete one object.</summary>
/// <param name="Uid">Only this incarnation; another is a conflict.</param>
/// <param name="ResourceVersion">Only this state; another is a conflict.</param>
/// <param name="GracePeriodSeconds">≥ 0; null is the kind's own.</param>
public sealed record DeleteOptions(
    string? Uid = null, string? ResourceVersion = null, DeletePropagation Propagation = DeletePropagation.Background, int? GracePeriodSeconds = null);
