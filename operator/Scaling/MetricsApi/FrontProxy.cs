using System.Security.Cryptography;
using System.Text.Json;
using LlmRouting.Operator.Kubernetes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Scaling.MetricsApi;

/// <summary>
/// Lets in the API server's proxy and nobody else. It has authenticated the caller and asked whether they may before it comes here, so we ask no
/// second time: whoever holds its certificate could name any user anyway.
/// </summary>
public sealed class FrontProxy(KubernetesClient client, TimeProvider time, ILogger<FrontProxy> logger)
{
    private const string Namespace = "kube-system";
    private const string ConfigMap = "extension-apiserver-authentication";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private volatile FrontProxyTrust? trust;
    private volatile string? fault;

    /// <summary>Why nobody can be let in; null where somebody can.</summary>
    public string? Fault => trust is null ? Unknown : null;

    private string Unknown => fault ?? "not read yet";

    /// <summary>Follows the ConfigMap, which the API server rewrites when its certificates are rotated.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await ReadAsync(cancellation);
            await Task.Delay(fault is null ? Every : AfterFault, time, cancellation);
        }
    }

    /// <summary>What was read before stays where reading fails.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var found = await client.FindAsync(ApiResources.ConfigMaps, Namespace, ConfigMap, cancellation);
            var read = FrontProxyTrust.Of(found);
            if (read?.Text != trust?.Text) trust = read;
            Say(read is null ? $"ConfigMap {Namespace}/{ConfigMap} names no authority of the API server's proxy: aggregation is not set up in this cluster" : null);
        }
        catch (Exception e) when (e is KubernetesException or CryptographicException or JsonException or InvalidOperationException)
        {
            Say($"ConfigMap {Namespace}/{ConfigMap}: {e.Message}");
        }
    }

    /// <summary>Null: let in.</summary>
    public string? Refuse(HttpContext http)
    {
        // Not Fault: by the time it looks, trust may be there.
        if (trust is not { } known) return Unknown;
        if (http.Connection.ClientCertificate is not { } certificate) return "only the API server's proxy is answered, and it shows a client certificate";
        if (!known.Accepts(certificate, time.GetUtcNow())) return "the client certificate is not that of the API server's proxy";
        return known.UserHeaders.Any(header => http.Request.Headers[header].Any(user => user?.Length > 0)) ? null : "the request names no user";
    }

    private void Say(string? now)
    {
        if (now is not null && now != fault) logger.FrontProxyUnknown(now);
        fault = now;
    }
}
