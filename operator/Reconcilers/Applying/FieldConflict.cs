using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Reconcilers.Applying;

/// <summary>A field we set that another field manager has.</summary>
/// <param name="Field">E.g. <c>.spec.template.spec.containers[name="vllm"].image</c>.</param>
/// <param name="Declared">The other one applies it as we do (a GitOps tool, another operator); otherwise it was an update, as by <c>kubectl edit</c>.</param>
public sealed record FieldConflict(string Field, string Manager, bool Declared)
{
    public static IReadOnlyList<FieldConflict> Of(KubernetesException refusal) =>
        [.. refusal.Causes.Where(cause => cause is { Reason: "FieldManagerConflict", Field: not null, Message: not null }).Select(Of)];

    // The server says: conflict with "kubectl-edit" using apps/v1 (an update), or: conflict with "argocd-controller" (an apply).
    private static FieldConflict Of(StatusCause cause)
    {
        var parts = cause.Message!.Split('"');
        return new FieldConflict(cause.Field!, parts.Length > 1 ? parts[1] : cause.Message, !cause.Message.Contains(" using ", StringComparison.Ordinal));
    }
}
