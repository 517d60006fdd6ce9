using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>Client keys of the namespaces the gateway has policies in.</summary>
internal sealed class KeyResolver(ObjectIndex<Secret> secrets, ObjectIndex<RoutingPolicy> policies, ProblemList problems)
{
    /// <summary>Sentences about keys on one policy; more nobody reads.</summary>
    private const int MostSaid = 3;

    private static readonly Memo<Secret, KeySnapshot> Known = new(Key);

    public IReadOnlyList<KeySnapshot> Resolve(IReadOnlyList<RoutingPolicy> served)
    {
        var owners = new Dictionary<string, ObjectRef>(StringComparer.Ordinal);
        var keys = new List<(string Namespace, long Bytes, (KeySnapshot Key, Secret Secret) Part)>();
        var (classes, unlimited) = (new LimitClasses(policies, problems), new List<(Secret Secret, string Why)>());
        var namespaces = served.Select(policy => policy.Ref.Namespace).ToHashSet(StringComparer.Ordinal);
        var inhabited = policies.InOrder.Select(policy => policy.Ref.Namespace).ToHashSet(StringComparer.Ordinal);
        foreach (var secret in secrets.ByAge.Where(secret => SecretValues.Role(secret) == ApiNames.ApiKeySecret && !problems.IsOut(secret.Ref)))
        {
            var key = Known.Of(secret);
            if (!owners.TryAdd(key.Id, secret.Ref))
                problems.Error(secret.Ref, FieldPath.Key("stringData", "id"), ProblemReasons.KeyConflict, $"the id belongs to {owners[key.Id]}, which is older or comes first by name");
            else if (namespaces.Contains(key.Namespace)) keys.Add((key.Namespace, SnapshotRevision.BytesOf(key), (key, secret)));
            foreach (var name in key.Policies.Where(name => policies.Find(key.Namespace, name) is null))
                problems.Note(secret.Ref, FieldPath.Key("stringData", "policies"), ProblemReasons.RefNotFound, $"there is no RoutingPolicy {name} in namespace {key.Namespace}");
            if (key.Policies.Count == 0 && !inhabited.Contains(key.Namespace))
                problems.Note(secret.Ref, "metadata.namespace", ProblemReasons.RefNotFound, $"there is no RoutingPolicy in namespace {key.Namespace}: requests with this key are refused");
            if (classes.Fault(key) is { } why) unlimited.Add((secret, why));
        }

        var excess = FrameBudget.Excess(keys).Select(part => part.Key).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var (_, _, part) in keys.Where(key => excess.Contains(key.Part.Key)))
            problems.Error(part.Secret.Ref, "", ProblemReasons.TooLarge, $"does not fit: the gateway's keys may have {FrameBudget.FrameBytes} bytes, and namespace {part.Key.Namespace} uses up its share with older ones");
        NoteUnlimited(unlimited, served);
        foreach (var policy in served) NoteFaulty(policy);
        return [.. keys.Select(key => key.Part.Key).Where(key => !excess.Contains(key)).OrderBy(key => key.Id, StringComparer.Ordinal)];
    }

    /// <summary>A Secret has no conditions that could say it. In a folder it has a line of its own, and this follows from it.</summary>
    private void NoteFaulty(RoutingPolicy policy)
    {
        foreach (var secret in secrets.InOrder.Where(secret => problems.IsOut(secret.Ref) && Opens(secret, policy.Ref)).Take(MostSaid))
            problems.Note(policy.Ref, "", ProblemReasons.RefNotUsable, $"Secret {secret.Ref.Name}, an API key for it, has problems of its own{problems.WordsOf(secret.Ref)}");
    }

    /// <summary>On the policies, too, for the same reason.</summary>
    private void NoteUnlimited(IReadOnlyList<(Secret Secret, string Why)> unlimited, IReadOnlyList<RoutingPolicy> served)
    {
        foreach (var (secret, why) in unlimited) problems.Note(secret.Ref, FieldPath.Key("stringData", "limitClass"), ProblemReasons.RefNotFound, why);
        foreach (var policy in unlimited.Count == 0 ? [] : served)
        {
            foreach (var (secret, why) in unlimited.Where(item => Opens(item.Secret, policy.Ref)).Take(MostSaid))
                problems.Note(policy.Ref, "", ProblemReasons.RefNotUsable, $"Secret {secret.Ref.Name}, an API key for it: {why}");
        }
    }

    private static bool Opens(Secret secret, ObjectRef policy) =>
        secret.Ref.Namespace == policy.Namespace && SecretValues.Role(secret) == ApiNames.ApiKeySecret
        && SecretValues.List(secret, "policies") is var names && (names.Count == 0 || names.Contains(policy.Name));

    private static KeySnapshot Key(Secret secret) => new()
    {
        Id = SecretValues.Find(secret, "id")!,
        Sha256 = SecretValues.Find(secret, "sha256")!,
        Policies = SecretValues.List(secret, "policies"),
        Namespace = secret.Ref.Namespace,
        LimitClass = SecretValues.Find(secret, "limitClass"),
        NotAfter = SecretValues.Find(secret, "notAfter") is { } end && SecretValues.TryTime(end, out var time) ? time : null,
    };
}
