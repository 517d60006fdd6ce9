using System.Text.Json;

namespace LlmRouting.DataPlane.Simulation.Requests;

/// <summary>The document that response_format (chat) or text.format (responses) asks for; null for plain text.</summary>
internal static class FormatReader
{
    public static string? Read(JsonElement root)
    {
        var format = root.Child("response_format", JsonValueKind.Object)
            ?? root.Child("text", JsonValueKind.Object)?.Child("format", JsonValueKind.Object);
        var schema = (format?.Child("json_schema", JsonValueKind.Object) ?? format)?.Child("schema", JsonValueKind.Object);
        return format?.Text("type") switch
        {
            "json_object" => """{"simulated": true}""",
            "json_schema" => schema is { } given ? SchemaSample.Of(given) : "{}",
            _ => null,
        };
    }
}
