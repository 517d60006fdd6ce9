namespace LlmRouting.Operator.Kubernetes;

/// <summary>The connection of a program that runs in a Pod.</summary>
public static class InCluster
{
    /// <summary>Whether this process runs in a Pod with a service account.</summary>
    public static bool IsAvailable => throw new NotSupportedException();

    /// <exception cref="KubeconfigException">Not in a Pod.</exception>
    public static KubernetesConnection Connection() => throw new NotSupportedException();
}
