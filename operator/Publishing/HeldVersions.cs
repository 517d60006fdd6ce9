using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Operator.Kubernetes;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Publishing;

/// <summary>
/// Keeps, in a ConfigMap, the older versions that are served in place of faulty objects, so that a restart of the operator does not let go of
/// them. What became faulty while no operator ran is not known here, and Secrets are held in memory only.
/// </summary>
public sealed class HeldVersions(KubernetesClient client, string @namespace, string name, ILogger<HeldVersions> logger)
{
    private const string Manager = "llm-routing";

    /// <summary>Etcd takes 1.5 MiB an object and a ConfigMap 1 MiB of data; what is beyond a namespace's share of it is held in memory only.</summary>
    private const int MaxBytes = 900 * 1024;

    private string stored = "";

    /// <summary>leaseTransitions of the term in which <see cref="stored"/> was read; null: of none of ours, so that another leader may have written since.</summary>
    private int? term;

    /// <summary>What was held before; entries that cannot be read are left out.</summary>
    /// <exception cref="KubernetesException">It could not be read.</exception>
    public async Task<IReadOnlyList<ApiObject>> LoadAsync(CancellationToken cancellation)
    {
        var found = await client.FindAsync(ApiResources.ConfigMaps, @namespace, name, cancellation);
        var data = found?["data"] as JsonObject ?? [];
        stored = Text(data);
        return [.. data.Select(item => Decode(item.Value)).OfType<ApiObject>()];
    }

    /// <summary>Writes where something is held that was not, or no longer is. For the holder of the lease, when it knows what is held.</summary>
    /// <param name="transitions">leaseTransitions of its term.</param>
    public async Task StoreAsync(IReadOnlyList<ApiObject> held, int transitions, CancellationToken cancellation)
    {
        var data = Data(held);
        try
        {
            if (term != transitions) await LoadAsync(cancellation);
            term = transitions;
            if (Text(data) == stored) return;
            var body = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMap",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace },
                ["data"] = data.DeepClone(),
            };
            await client.ApplyAsync(ApiResources.ConfigMaps, @namespace, name, body, Manager, force: true, cancellation);
            stored = Text(data);
        }
        catch (KubernetesException fault)
        {
            logger.HeldNotStored(fault);
        }
    }

    private static JsonObject Data(IReadOnlyList<ApiObject> held)
    {
        var parts = held.Select(item => (Item: item, Key: $"{item.Ref.Kind}.{item.Ref.Namespace}.{item.Ref.Name}", Text: Encode(item))).Where(part => part.Text is not null)
            .OrderBy(part => part.Item.Metadata.CreationTimestamp).ThenBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => (part.Item.Ref.Namespace, Bytes: (long)Encoding.UTF8.GetByteCount(part.Text!), Part: KeyValuePair.Create(part.Key, (JsonNode?)part.Text))).ToList();
        return new JsonObject(parts.Select(part => part.Part).Except(FrameBudget.Excess(parts, MaxBytes)));
    }

    private static string? Encode(ApiObject item) => item switch
    {
        ModelTier tier => JsonSerializer.Serialize(tier with { Status = null }, ApiJsonContext.Default.ModelTier),
        RoutingPolicy policy => JsonSerializer.Serialize(policy with { Status = null }, ApiJsonContext.Default.RoutingPolicy),
        CanaryRollout rollout => JsonSerializer.Serialize(rollout with { Status = null }, ApiJsonContext.Default.CanaryRollout),
        _ => null,
    };

    private static ApiObject? Decode(JsonNode? value)
    {
        try
        {
            var node = JsonNode.Parse(value?.GetValue<string>() ?? "null");
            return node?["kind"]?.GetValue<string>() switch
            {
                nameof(ModelTier) => node.Deserialize(ApiJsonContext.Default.ModelTier),
                nameof(RoutingPolicy) => node.Deserialize(ApiJsonContext.Default.RoutingPolicy),
                nameof(CanaryRollout) => node.Deserialize(ApiJsonContext.Default.CanaryRollout),
                _ => null,
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(JsonObject data) =>
        string.Join('\n', data.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}={item.Value}"));
}
