using System.Text.Json.Serialization;

namespace LlmRouting.Operator.Configuration;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OperatorConfiguration))]
internal sealed partial class ConfigurationJsonContext : JsonSerializerContext;
