namespace LlmRouting.Operator.Kubernetes;

/// <summary>The connection a kubeconfig describes.</summary>
public static class KubeconfigFile
{
    /// <param name="path">Null is $KUBECONFIG (a list of files, merged), else ~/.kube/config.</param>
    /// <param name="context">Null is the file's current-context.</param>
    /// <exception cref="KubeconfigException">What is missing or not supported.</exception>
    public static KubernetesConnection Load(string? path = null, string? context = null) => throw new NotSupportedException();
}
