using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>client.authentication.k8s.io ExecCredential: what a plugin is told and what it prints.</summary>
internal static class ExecCredential
{
    public static string Request(ExecPlugin plugin, KubernetesConnection connection) => new JsonObject
    {
        ["apiVersion"] = plugin.ApiVersion,
        ["kind"] = "ExecCredential",
        ["spec"] = plugin.ProvideClusterInfo
            ? new JsonObject { ["cluster"] = Cluster(plugin, connection), ["interactive"] = false }
            : new JsonObject { ["interactive"] = false },
    }.ToJsonString();

    /// <summary>Its message never quotes the output, which holds the secret.</summary>
    /// <exception cref="KubeconfigException">It is no ExecCredential.</exception>
    public static Credential Read(string output, ExecPlugin plugin)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            return Read(document.RootElement, plugin);
        }
        catch (JsonException)
        {
            throw new KubeconfigException($"{plugin.Command} printed no JSON");
        }
    }

    private static Credential Read(JsonElement answer, ExecPlugin plugin)
    {
        if (answer.Text("kind") != "ExecCredential" || answer.Text("apiVersion") != plugin.ApiVersion)
            throw new KubeconfigException($"{plugin.Command} printed no ExecCredential of {plugin.ApiVersion}");
        var status = answer.Member("status") ?? default;
        var token = status.Text("token");
        var certificate = status.Text("clientCertificateData");
        var key = status.Text("clientKeyData");
        if (string.IsNullOrEmpty(token) && (certificate is null || key is null))
            throw new KubeconfigException($"{plugin.Command} gave neither a token nor a certificate with its key");
        return new Credential(
            string.IsNullOrEmpty(token) ? null : new AuthenticationHeaderValue("Bearer", token),
            certificate is null || key is null ? null : new PemPair(certificate, key),
            Expires(status, plugin));
    }

    /// <summary>Without a time it is good until the server refuses it.</summary>
    private static DateTimeOffset Expires(JsonElement status, ExecPlugin plugin)
    {
        if (status.Text("expirationTimestamp") is not { } text) return DateTimeOffset.MaxValue;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new KubeconfigException($"{plugin.Command} gave an expirationTimestamp that is no time");
    }

    private static JsonObject Cluster(ExecPlugin plugin, KubernetesConnection connection)
    {
        var cluster = new JsonObject { ["server"] = connection.Server.OriginalString };
        if (connection.Trust.ServerName is { } name) cluster["tls-server-name"] = name;
        if (connection.Trust.Insecure) cluster["insecure-skip-tls-verify"] = true;
        if (Authority(connection.Trust) is { } authority) cluster["certificate-authority-data"] = Convert.ToBase64String(authority);
        if (plugin.ClusterConfig is { } config) cluster["config"] = JsonNode.Parse(config);
        return cluster;
    }

    private static byte[]? Authority(ServerTrust trust) => trust.AuthorityData?.ToArray() ?? (trust.AuthorityFile is { } file ? File.ReadAllBytes(file) : null);
}
