using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Runtime.Caches;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Writes a status where it says something else than before, and one Event for every condition that turned.</summary>
public sealed class StatusWriter(KubernetesClient client, ConditionEvents events, UndeclaredFields undeclared)
{
    /// <summary>What was written over which version: until the cache has caught up it would be written again.</summary>
    private readonly ConcurrentDictionary<ObjectRef, (string? Over, JsonObject Status)> written = new();

    /// <param name="before">As the cache has it.</param>
    /// <returns>True where something was written.</returns>
    public async Task<bool> WriteAsync<T>(
        ApiResource resource, ApiObject item, T? before, T after, Func<T, IReadOnlyList<Condition>?> conditions, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var status = JsonSerializer.SerializeToNode(after, type)!.AsObject();
        undeclared.RemoveFrom(status, resource.Kind);
        if (before is not null && JsonNode.DeepEquals(JsonSerializer.SerializeToNode(before, type), status)) return false;
        if (IsOnItsWay(item, status)) return false;
        var body = new JsonObject
        {
            ["apiVersion"] = resource.ApiVersion,
            ["kind"] = resource.Kind,
            ["metadata"] = new JsonObject { ["name"] = item.Metadata.Name },
            ["status"] = status.DeepClone(),
        };
        try
        {
            await client.ApplyStatusAsync(resource, item.Metadata.Namespace, item.Metadata.Name, body, Applier.Manager, cancellation);
        }
        catch (KubernetesException refusal) when (undeclared.Learn(refusal, resource.Kind))
        {
            return await WriteAsync(resource, item, before, after, conditions, type, cancellation);
        }

        written[item.Ref] = (item.Metadata.ResourceVersion, status);
        events.Record(item, before is null ? null : conditions(before), conditions(after) ?? []);
        return true;
    }

    /// <summary>Says of an object that cannot be read what is wrong with it. The rest of its status goes, since nobody can say whether it still holds.</summary>
    public Task WriteUnreadableAsync<T>(ApiResource resource, StoredObject<T> stored, string condition, DateTimeOffset now, CancellationToken cancellation)
        where T : class
    {
        var item = new UnreadableItem
        {
            ApiVersion = resource.ApiVersion, Kind = resource.Kind,
            Metadata = new ObjectMeta { Name = stored.Key.Name, Namespace = stored.Key.Namespace, Uid = stored.Uid, ResourceVersion = stored.Uid + stored.Generation, Generation = stored.Generation },
        };
        var conditions = new ConditionSet(null, stored.Generation, now).Set(condition, false, "Unreadable", $"{stored.Fault} Is the CRD of this operator's release installed?").ToList();
        if (written.TryGetValue(item.Ref, out var last) && last.Over == item.Metadata.ResourceVersion) return Task.CompletedTask;
        return WriteAsync(
            resource, item, null, new RoutingPolicyStatus { ObservedGeneration = stored.Generation, Conditions = conditions }, status => status.Conditions,
            ApiJsonContext.Default.RoutingPolicyStatus, cancellation);
    }

    /// <summary>For objects that are gone.</summary>
    public void Forget(ObjectRef gone) => written.TryRemove(gone, out _);

    private bool IsOnItsWay(ApiObject item, JsonObject status) =>
        written.TryGetValue(item.Ref, out var last) && last.Over == item.Metadata.ResourceVersion && JsonNode.DeepEquals(last.Status, status);
}
