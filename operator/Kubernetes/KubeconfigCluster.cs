namespace LlmRouting.Operator.Kubernetes;

/// <summary>A cluster of a kubeconfig.</summary>
internal static class KubeconfigCluster
{
    public static Uri Server(KubeconfigEntry cluster)
    {
        cluster.Refuse("proxy-url", "requests go to the API server directly");
        var text = cluster.Required("server");
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && (server.Scheme == Uri.UriSchemeHttps || server.Scheme == Uri.UriSchemeHttp)
            ? server
            : throw new KubeconfigException($"server of {cluster.Place} must begin with https:// or http://, it is {text}");
    }

    public static ServerTrust Trust(KubeconfigEntry cluster)
    {
        var trust = new ServerTrust
        {
            AuthorityData = cluster.Data("certificate-authority-data"),
            AuthorityFile = cluster.FilePath("certificate-authority"),
            Insecure = cluster.IsTrue("insecure-skip-tls-verify"),
            ServerName = cluster.Text("tls-server-name"),
        };
        return trust is { Insecure: true, AuthorityData: not null } or { Insecure: true, AuthorityFile: not null }
            ? throw new KubeconfigException($"{cluster.Place} has a certificate authority and insecure-skip-tls-verify: only one of them can be meant")
            : trust;
    }
}
