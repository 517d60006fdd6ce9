namespace LlmRouting.Operator.Kubernetes;

/// <summary>The connection of a program that runs in a Pod with a service account.</summary>
public static class InCluster
{
    private const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Whether this process runs in a Pod with a service account's token.</summary>
    public static bool IsAvailable => Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 } && File.Exists(Path.Combine(Folder, "token"));

    /// <exception cref="KubeconfigException">Not in a Pod.</exception>
    public static KubernetesConnection Connection() => Connection(Environment.GetEnvironmentVariable, Folder);

    /// <param name="folder">Holds token, ca.crt and namespace.</param>
    public static KubernetesConnection Connection(Func<string, string?> environment, string folder)
    {
        if (environment("KUBERNETES_SERVICE_HOST") is not { Length: > 0 } host || environment("KUBERNETES_SERVICE_PORT") is not { Length: > 0 } port)
            throw new KubeconfigException("not in a Pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set");
        var token = Path.Combine(folder, "token");
        if (!File.Exists(token)) throw new KubeconfigException($"no service account token in {folder}: automountServiceAccountToken may be off");
        return new KubernetesConnection
        {
            Server = new Uri($"https://{(host.Contains(':') ? $"[{host}]" : host)}:{port}"),
            Namespace = Namespace(Path.Combine(folder, "namespace")),
            Trust = new ServerTrust { AuthorityFile = Path.Combine(folder, "ca.crt") },
            User = new UserCredential { TokenFile = token },
        };
    }

    private static string Namespace(string file) => File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } name ? name : "default";
}
