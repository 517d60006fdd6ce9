using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Writes a status where it says something else than before, and one Event for every condition that turned.</summary>
public sealed class StatusWriter(KubernetesClient client, ConditionEvents events)
{
    /// <param name="before">As the cache has it.</param>
    /// <returns>True where something was written.</returns>
    public async Task<bool> WriteAsync<T>(
        ApiResource resource, ApiObject item, T? before, T after, Func<T, IReadOnlyList<Condition>?> conditions, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var status = JsonSerializer.SerializeToNode(after, type)!.AsObject();
        if (before is not null && JsonNode.DeepEquals(JsonSerializer.SerializeToNode(before, type), status)) return false;
        var body = new JsonObject
        {
            ["apiVersion"] = resource.ApiVersion,
            ["kind"] = resource.Kind,
            ["metadata"] = new JsonObject { ["name"] = item.Metadata.Name },
            ["status"] = status,
        };
        await client.ApplyStatusAsync(resource, item.Metadata.Namespace, item.Metadata.Name, body, Applier.Manager, cancellation);
        events.Record(item, before is null ? null : conditions(before), conditions(after) ?? []);
        return true;
    }
}
