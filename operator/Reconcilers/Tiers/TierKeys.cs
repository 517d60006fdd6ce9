using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>
/// The keys of tiers' vLLM servers. Pods read theirs once, at start, so a Secret that is not in the cache is looked for before it is made anew: another key means other pods.
/// </summary>
public sealed class TierKeys(KubernetesClient client, ClusterCaches caches)
{
    private const int Bytes = 32;

    /// <summary>The key, null where pods could not be made with it, and why data planes do not get it.</summary>
    public async Task<(TierKey? Key, Finding? Fault)> FindAsync(ModelTier tier, CancellationToken cancellation)
    {
        var name = ApiNames.VllmKeyOf(tier.Metadata.Name);
        var secret = caches.Secrets.Find(new ObjectKey(tier.Ref.Namespace, name))?.Value
            ?? await client.FindAsync(ApiResources.Secrets, tier.Ref.Namespace, name, ApiJsonContext.Default.Secret, cancellation);
        if (secret is null) return (new TierKey(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)), IsNew: true), null);
        var isOurs = secret.Metadata.Labels?.GetValueOrDefault(ApiNames.SecretLabel) == ApiNames.VllmKeySecret;
        if (isOurs && SecretValidator.Validate(secret) is [var problem, ..]) return (null, Faulty(name, problem));
        return (Value(secret) is { } value ? new TierKey(value, IsNew: false) : null, isOurs ? null : Unlabelled(name));
    }

    private static string? Value(Secret secret) =>
        secret.Data?.GetValueOrDefault(ApiNames.VllmKeyEntry) is { } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data)) : null;

    private static Finding Faulty(string name, FieldProblem problem) => new(
        ProblemReasons.RefNotUsable, $"Secret {name} has problems of its own: {problem.Path}: {problem.Message}; pods run on as they are. Put the key back, or delete the Secret: another key is made then, and the pods are replaced");

    private static Finding Unlabelled(string name) => new(
        "SecretNotLabelled", $"Secret {name} is not read without its label, so data planes have no key for the servers: kubectl label secret {name} {ApiNames.SecretLabel}={ApiNames.VllmKeySecret} --overwrite");
}
