namespace LlmRouting.Operator.Kubernetes;

/// <summary>Failures without an answer.</summary>
internal static class Unreachable
{
    public static KubernetesException Of(string what, Exception cause) =>
        new(0, StatusReasons.Unreachable, $"{what}: {cause.GetBaseException().Message}", cause);
}
