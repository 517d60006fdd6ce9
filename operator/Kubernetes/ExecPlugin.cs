namespace LlmRouting.Operator.Kubernetes;

/// <summary>A program that prints an ExecCredential, e.g. aws or gke-gcloud-auth-plugin.</summary>
public sealed record ExecPlugin
{
    /// <summary>client.authentication.k8s.io/v1, or its v1beta1.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>A name is looked up on PATH; a relative path begins at the kubeconfig's folder.</summary>
    public required string Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Tells the program which cluster it is for, in KUBERNETES_EXEC_INFO.</summary>
    public bool ProvideClusterInfo { get; init; }

    /// <summary>JSON that the cluster holds for this program.</summary>
    public string? ClusterConfig { get; init; }

    /// <summary>What a person reads when the program is missing.</summary>
    public string? InstallHint { get; init; }
}
