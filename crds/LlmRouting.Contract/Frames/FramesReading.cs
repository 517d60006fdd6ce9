using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Contract.Frames;

/// <summary>
/// How frames and reports are read. Not by generated code, which sets every member that the sender left out to null and so undoes the defaults of records:
/// a program of the release before leaves out what is new in this one.
/// </summary>
internal static class FramesReading
{
    public static JsonSerializerOptions Options { get; } = new(FramesJsonContext.Default.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter() },
    };
}
