using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Reconcilers.Applying;

/// <summary>Makes objects what they should be by server-side apply, and sends nothing where they are so already.</summary>
public sealed class Applier(KubernetesClient client, TimeProvider time)
{
    /// <summary>Field manager of everything but replicas.</summary>
    public const string Manager = "llm-routing";

    /// <summary>What was applied last, as a hash: a field that we no longer set shows by it alone.</summary>
    public const string Stamp = ApiNames.Group + "/applied";

    private readonly Yields yields = new(time);

    /// <param name="observed">The object as it is; null where it does not exist.</param>
    /// <returns>True where something was written.</returns>
    public async Task<bool> EnsureAsync(AppliedObject wanted, JsonElement? observed, CancellationToken cancellation)
    {
        var target = $"{wanted.Resource.Plural}/{wanted.Namespace}/{wanted.Name}";
        if (observed is null) yields.Forget(target);
        var body = Stamped(wanted, yields.Of(target));
        if (observed is { } there && Coverage.Has(there, body)) return false;
        try
        {
            await ApplyAsync(wanted, body, force: false, cancellation);
        }
        catch (KubernetesException refusal) when (FieldConflict.Of(refusal) is { Count: > 0 } conflicts)
        {
            foreach (var conflict in conflicts) yields.Decide(target, conflict);
            await ApplyAsync(wanted, Stamped(wanted, yields.Of(target)), force: true, cancellation);
        }

        return true;
    }

    /// <summary>Fields of ours that others have, in words.</summary>
    public IReadOnlyList<string> Yielded(AppliedObject wanted) =>
        [.. yields.Of($"{wanted.Resource.Plural}/{wanted.Namespace}/{wanted.Name}").Select(field => $"{wanted.Resource.Kind} {wanted.Name}: {field.Field} is left to {field.Manager}")];

    private Task<JsonObject> ApplyAsync(AppliedObject wanted, JsonObject body, bool force, CancellationToken cancellation) =>
        client.ApplyAsync(wanted.Resource, wanted.Namespace, wanted.Name, body, Manager, force, cancellation);

    private static JsonObject Stamped(AppliedObject wanted, IReadOnlyList<(string Field, string Manager)> left)
    {
        var body = wanted.Body.DeepClone().AsObject();
        foreach (var (field, _) in left) FieldPaths.Remove(body, field);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body.ToJsonString())))[..16];
        if (body["metadata"]!["annotations"] is not JsonObject annotations) body["metadata"]!["annotations"] = annotations = [];
        annotations[Stamp] = hash;
        return body;
    }
}
