using System.Text.Json.Serialization;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Compilation;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DurationConverter), typeof(DecimalConverter)])]
[JsonSerializable(typeof(RoutingSnapshot))]
internal sealed partial class SnapshotJsonContext : JsonSerializerContext;
