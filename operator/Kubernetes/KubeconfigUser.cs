namespace LlmRouting.Operator.Kubernetes;

/// <summary>A user of a kubeconfig.</summary>
internal static class KubeconfigUser
{
    private const string ExecExtension = "client.authentication.k8s.io/exec";

    public static UserCredential Of(KubeconfigEntry user, KubeconfigEntry cluster)
    {
        user.Refuse("auth-provider", "Kubernetes removed it, use exec");
        user.Refuse("as", "impersonation is not used");
        var credential = new UserCredential
        {
            Token = user.Text("token"),
            TokenFile = user.FilePath("tokenFile"),
            Username = user.Text("username"),
            Password = user.Text("password"),
            CertificateData = user.Data("client-certificate-data"),
            CertificateFile = user.FilePath("client-certificate"),
            KeyData = user.Data("client-key-data"),
            KeyFile = user.FilePath("client-key"),
            Exec = user.Entry("exec") is { } exec ? Exec(exec, cluster) : null,
        };
        CheckPair(user, credential);
        return credential;
    }

    private static void CheckPair(KubeconfigEntry user, UserCredential credential)
    {
        var certificate = credential.CertificateData is not null || credential.CertificateFile is not null;
        var key = credential.KeyData is not null || credential.KeyFile is not null;
        if (certificate && !key) throw new KubeconfigException($"{user.Place} has a client-certificate but no client-key");
        if (key && !certificate) throw new KubeconfigException($"{user.Place} has a client-key but no client-certificate");
    }

    private static ExecPlugin Exec(KubeconfigEntry exec, KubeconfigEntry cluster)
    {
        var version = exec.Required("apiVersion");
        if (version is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"))
            throw new KubeconfigException($"apiVersion of {exec.Place} is {version}; client.authentication.k8s.io/v1 and v1beta1 are supported");
        if (exec.Text("interactiveMode") == "Always") throw new KubeconfigException($"{exec.Place} wants a terminal (interactiveMode: Always), and there is none");
        return new ExecPlugin
        {
            ApiVersion = version,
            Command = Command(exec),
            Arguments = exec.Texts("args"),
            Environment = exec.Entries("env").DistinctBy(item => item.Required("name")).ToDictionary(item => item.Required("name"), item => item.Text("value") ?? ""),
            ProvideClusterInfo = exec.IsTrue("provideClusterInfo"),
            ClusterConfig = ClusterConfig(cluster),
            InstallHint = exec.Text("installHint"),
        };
    }

    /// <summary>A bare name is found on PATH; with a slash it is a path.</summary>
    private static string Command(KubeconfigEntry exec)
    {
        var command = exec.Required("command");
        return command.Contains('/') ? exec.FilePath("command")! : command;
    }

    private static string? ClusterConfig(KubeconfigEntry cluster)
    {
        var extension = cluster.Entries("extensions").FirstOrDefault(item => item.Text("name") == ExecExtension);
        return extension?.Entry("extension") is { } config ? config.Node.ToJson()?.ToJsonString() : null;
    }
}
