using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>JSON types against declared ones.</summary>
public static class TypeChecks
{
    public static bool Fits(JsonNode? value, TypeSchema type) => type.Kind switch
    {
        SchemaKind.Struct or SchemaKind.Map => value is JsonObject,
        SchemaKind.List => value is JsonArray,
        SchemaKind.Any => type.Scalar != "object" || value is JsonObject,
        _ => FitsScalar(value, type.Scalar),
    };

    public static string Wanted(TypeSchema type) => type.Kind switch
    {
        SchemaKind.List => "array",
        SchemaKind.Scalar => type.Scalar == "intOrString" ? "integer,string" : type.Scalar,
        _ => "object",
    };

    public static string NameOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => IsWhole(value) ? "integer" : "number",
        _ => "null",
    };

    private static bool FitsScalar(JsonNode? value, string scalar)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        return scalar switch
        {
            "string" or "bytes" or "time" or "microtime" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "number" => kind == JsonValueKind.Number,
            "integer" => kind == JsonValueKind.Number && IsWhole(value!),
            "intOrString" => kind == JsonValueKind.String || kind == JsonValueKind.Number && IsWhole(value!),
            "quantity" => kind is JsonValueKind.String or JsonValueKind.Number,
            _ => true,
        };
    }

    private static bool IsWhole(JsonNode value) =>
        value.AsValue().TryGetValue(out long _) || value.AsValue().TryGetValue(out int _) || value.AsValue().TryGetValue(out double real) && real == Math.Floor(real) && Math.Abs(real) < 9.2e18;
}
