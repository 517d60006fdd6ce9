using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Objects in answers.</summary>
internal static class ApiItem
{
    public static JsonTypeInfo<JsonObject> Untyped { get; } = KubernetesJsonContext.Default.JsonObject;

    /// <exception cref="KubernetesException">Undecodable.</exception>
    public static T Decode<T>(JsonElement item, JsonTypeInfo<T> type)
    {
        try
        {
            return item.Deserialize(type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw Undecodable($"an object of the API server does not fit {typeof(T).Name}: {e.Message}", e);
        }
    }

    public static KubernetesException Undecodable(string message, Exception? inner = null) =>
        new(System.Net.HttpStatusCode.OK, StatusReasons.Undecodable, message, inner);
}
