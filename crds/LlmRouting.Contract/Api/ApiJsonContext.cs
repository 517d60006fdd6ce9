using System.Text.Json.Serialization;

namespace LlmRouting.Contract.Api;

/// <summary>JSON as the Kubernetes API speaks it: camelCase, enums by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelTier))]
[JsonSerializable(typeof(RoutingPolicy))]
[JsonSerializable(typeof(CanaryRollout))]
[JsonSerializable(typeof(Secret))]
[JsonSerializable(typeof(EndpointSlice))]
public sealed partial class ApiJsonContext : JsonSerializerContext;
