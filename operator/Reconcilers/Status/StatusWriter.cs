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
    public Task<bool> WriteAsync<T>(
        ApiResource resource, ApiObject item, T? before, T after, Func<T, IReadOnlyList<Condition>?> conditions, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var then = before is null ? (null, null) : (JsonSerializer.SerializeToNode(before, type), conditions(before));
        return WriteAsync(resource, item, then, (JsonSerializer.SerializeToNode(after, type)!.AsObject(), conditions(after) ?? []), cancellation);
    }

    private async Task<bool> WriteAsync(
        ApiResource resource, ApiObject item, (JsonNode? Status, IReadOnlyList<Condition>? Conditions) before, (JsonObject Status, IReadOnlyList<Condition> Conditions) after, CancellationToken cancellation)
    {
        var status = after.Status;
        undeclared.RemoveFrom(status, resource.Kind);
        if (before.Status is not null && JsonNode.DeepEquals(before.Status, status)) return false;
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
            return await WriteAsync(resource, item, before, after, cancellation);
        }

        written[item.Ref] = (item.Metadata.ResourceVersion, status);
        events.Record(item, before.Conditions, after.Conditions);
        return true;
    }

    /// <summary>Says of an object that cannot be read what is wrong with it. The rest of its status stays: an operator that can read it goes on from there.</summary>
    public async Task WriteUnreadableAsync<T>(ApiResource resource, StoredObject<T> stored, string condition, DateTimeOffset now, CancellationToken cancellation)
        where T : class
    {
        var item = new UnreadableItem
        {
            ApiVersion = resource.ApiVersion, Kind = resource.Kind,
            Metadata = new ObjectMeta { Name = stored.Key.Name, Namespace = stored.Key.Namespace, Uid = stored.Uid, ResourceVersion = stored.Uid + stored.Generation, Generation = stored.Generation },
        };
        if (written.TryGetValue(item.Ref, out var last) && last.Over == item.Metadata.ResourceVersion) return;
        var before = (await client.FindAsync(resource, stored.Key.Namespace, stored.Key.Name, cancellation))?["status"] as JsonObject;
        var old = Conditions(before);
        var conditions = new ConditionSet(old, stored.Generation, now).Set(condition, false, "Unreadable", $"{stored.Fault} Is the CRD of this operator's release installed?").ToList();
        var status = before?.DeepClone().AsObject() ?? [];
        var said = new RoutingPolicyStatus { ObservedGeneration = stored.Generation, Conditions = conditions };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(said, ApiJsonContext.Default.RoutingPolicyStatus)!.AsObject().ToList()) status[name] = value?.DeepClone();
        if (!await WriteAsync(resource, item, (before, old), (status, conditions), cancellation)) written[item.Ref] = (item.Metadata.ResourceVersion, status);
    }

    /// <summary>Null where they, too, cannot be read.</summary>
    private static IReadOnlyList<Condition>? Conditions(JsonObject? status)
    {
        try
        {
            return new JsonObject { ["conditions"] = status?["conditions"]?.DeepClone() }.Deserialize(ApiJsonContext.Default.RoutingPolicyStatus)?.Conditions;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>For objects that are gone.</summary>
    public void Forget(ObjectRef gone) => written.TryRemove(gone, out _);

    private bool IsOnItsWay(ApiObject item, JsonObject status) =>
        written.TryGetValue(item.Ref, out var last) && last.Over == item.Metadata.ResourceVersion && JsonNode.DeepEquals(last.Status, status);
}
