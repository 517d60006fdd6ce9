using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>JSON of the kinds this folder has records for.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(UserInfo))]
[JsonSerializable(typeof(JsonObject))]
public sealed partial class KubernetesJsonContext : JsonSerializerContext;
