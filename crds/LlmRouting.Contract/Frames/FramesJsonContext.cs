using System.Text.Json.Serialization;
using LlmRouting.Contract.Compilation;

namespace LlmRouting.Contract.Frames;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(DurationConverter), typeof(DecimalConverter)])]
[JsonSerializable(typeof(Frame))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ReportAnswer))]
internal sealed partial class FramesJsonContext : JsonSerializerContext;
