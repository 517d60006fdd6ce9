using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Publishing;

/// <summary>
/// The certificate that every replica serves with, kept in one Secret. Replicas race for it safely: the API server takes one write, the others
/// adopt it. A Secret that holds a certificate and an authority without its key is somebody else's and is only used.
/// </summary>
public sealed class ServingCertificate(
    KubernetesClient client, ServingCertificateOptions options, TimeProvider time, Random chance, ILogger<ServingCertificate> logger)
{
    private const string Manager = "llm-routing";
    private const string ManagedBy = "app.kubernetes.io/managed-by";
    private const string PartOf = "app.kubernetes.io/part-of";
    private const int Tries = 5;

    private volatile Served? served;

    /// <summary>Raised when the certificate or the bundle is another.</summary>
    public event Action? Changed;

    /// <summary>For the next handshake. Only after <see cref="EnsureAsync"/>.</summary>
    public X509Certificate2 Current => Known.Certificate;

    /// <summary>PEM of every authority to trust, for an APIService's caBundle and for gateways. Only after <see cref="EnsureAsync"/>.</summary>
    public string BundlePem => Known.Keys.BundlePem;

    /// <summary>32 secret bytes that every replica gets alike, for as long as the authority lives: what replicas share without another Secret. Null before <see cref="EnsureAsync"/>.</summary>
    public byte[]? Derive(string purpose) => served?.Keys.Derive(purpose);

    public bool IsReady => served is not null;

    private Served Known => served ?? throw new InvalidOperationException("the serving certificate has not been loaded yet");

    /// <summary>Looks after the Secret and the ConfigMaps until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var delay = options.CheckEvery * (0.9 + (0.2 * chance.NextDouble()));
            try
            {
                await EnsureAsync(cancellation);
            }
            catch (Exception fault) when (fault is KubernetesException or InvalidOperationException)
            {
                delay = TimeSpan.FromSeconds(10) * (0.5 + chance.NextDouble());
                logger.CertificateFailed(fault, delay);
            }

            await Task.Delay(delay, time, cancellation);
        }
    }

    /// <summary>Makes, adopts or rotates what is due, and publishes the bundle.</summary>
    /// <exception cref="KubernetesException">The Secret could not be read or written; what was loaded before stays.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        var keys = await StoredAsync(cancellation);
        if (served is null || served.Keys.BundlePem != keys.BundlePem || served.Keys.Serving != keys.Serving) Take(keys);
        foreach (var target in options.Bundles) await PublishAsync(target, keys.BundlePem, cancellation);
    }

    private void Take(ServingKeys keys)
    {
        // The one before is not disposed: a handshake may be using it.
        served = new Served(keys, keys.Serving.WithKey());
        logger.CertificateLoaded(options.Namespace, options.SecretName, keys.Serving.NotAfter);
        Changed?.Invoke();
    }

    private async Task<ServingKeys> StoredAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var secret = await client.FindAsync(ApiResources.Secrets, options.Namespace, options.SecretName, ApiJsonContext.Default.Secret, cancellation);
            var current = ServingKeys.FromData(secret?.Data);
            if (current is null && secret is not null) RefuseToOverwrite(secret);
            var next = CertificatePlan.Next(current, options.DnsNames, time.GetUtcNow(), options.Schedule);
            if (ReferenceEquals(next, current)) return next;
            try
            {
                await WriteAsync(secret, next, cancellation);
                return next;
            }
            catch (KubernetesException lost) when ((lost.IsConflict || lost.IsAlreadyExists) && attempt < Tries)
            {
                // Another replica was first: read what it wrote.
            }
        }
    }

    private void RefuseToOverwrite(Secret secret)
    {
        if (secret.Data is null or { Count: 0 } || secret.Metadata.Labels?.GetValueOrDefault(ManagedBy) == Manager) return;
        // The chart's, whose managed-by is Helm: what we fill holds a ca.key. Anybody's kustomization may put our part-of on anything.
        if (secret.Data.ContainsKey(ServingKeys.AuthorityKeys) && secret.Metadata.Labels?.GetValueOrDefault(PartOf) == Manager) return;
        throw new InvalidOperationException(
            $"Secret {options.Namespace}/{options.SecretName} holds no usable tls.crt, tls.key and ca.crt and is not ours to overwrite: delete it or name another");
    }

    private Task WriteAsync(Secret? secret, ServingKeys keys, CancellationToken cancellation)
    {
        var data = new JsonObject(keys.ToData().Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value)));
        if (secret is null)
        {
            var metadata = new JsonObject { ["name"] = options.SecretName, ["namespace"] = options.Namespace, ["labels"] = new JsonObject { [ManagedBy] = Manager } };
            var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Secret", ["metadata"] = metadata, ["type"] = "kubernetes.io/tls", ["data"] = data };
            return client.CreateAsync(ApiResources.Secrets, options.Namespace, body, cancellation, Manager);
        }

        // Of a Secret that is there nothing but the data is ours: its labels are of whoever applies it.
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = secret.Metadata.ResourceVersion }, ["data"] = data };
        return client.MergePatchAsync(ApiResources.Secrets, options.Namespace, options.SecretName, patch, cancellation, Manager);
    }

    /// <summary>A namespace that is missing or closed to us does not keep the bundle from the others.</summary>
    private async Task PublishAsync(BundleTarget target, string bundle, CancellationToken cancellation)
    {
        try
        {
            var found = await client.FindAsync(ApiResources.ConfigMaps, target.Namespace, target.Name, cancellation);
            if (found?["data"]?[ServingKeys.Bundle]?.GetValue<string>() == bundle) return;
            var body = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMap",
                ["metadata"] = new JsonObject { ["name"] = target.Name, ["namespace"] = target.Namespace, ["labels"] = new JsonObject { [ManagedBy] = Manager } },
                ["data"] = new JsonObject { [ServingKeys.Bundle] = bundle },
            };
            await client.ApplyAsync(ApiResources.ConfigMaps, target.Namespace, target.Name, body, Manager, force: true, cancellation);
        }
        catch (KubernetesException fault)
        {
            logger.BundleFailed(fault, target.Namespace, target.Name);
        }
    }

    private sealed record Served(ServingKeys Keys, X509Certificate2 Certificate);
}
