namespace LlmRouting.Operator.Kubernetes;

/// <summary>A kubeconfig, or the Pod's own credentials, cannot be used; the message says what to change.</summary>
public sealed class KubeconfigException(string message, Exception? inner = null) : Exception(message, inner);
