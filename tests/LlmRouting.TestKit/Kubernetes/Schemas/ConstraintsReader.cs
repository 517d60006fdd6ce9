using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmRouting.TestKit.Kubernetes.Schemas;

/// <summary>The bounds of one schema node.</summary>
public static class ConstraintsReader
{
    public static Constraints Read(JsonObject schema) => new()
    {
        Required = [.. (schema["required"] as JsonArray ?? []).Select(r => (string)r!)],
        Enum = schema["enum"] is JsonArray values ? [.. values] : null,
        Pattern = schema["pattern"] is { } pattern ? new Regex((string)pattern!, RegexOptions.CultureInvariant) : null,
        Format = (string?)schema["format"],
        Minimum = Decimal(schema, "minimum"),
        Maximum = Decimal(schema, "maximum"),
        ExclusiveMinimum = schema["exclusiveMinimum"]?.GetValue<bool>() ?? false,
        ExclusiveMaximum = schema["exclusiveMaximum"]?.GetValue<bool>() ?? false,
        MultipleOf = Decimal(schema, "multipleOf"),
        MinLength = Integer(schema, "minLength"),
        MaxLength = Integer(schema, "maxLength"),
        MinItems = Integer(schema, "minItems"),
        MaxItems = Integer(schema, "maxItems"),
        MinProperties = Integer(schema, "minProperties"),
        MaxProperties = Integer(schema, "maxProperties"),
        Rules = [.. (schema["x-kubernetes-validations"] as JsonArray ?? []).Select(r => r!.AsObject())],
    };

    private static decimal? Decimal(JsonObject schema, string name) =>
        schema[name] is JsonValue v ? decimal.Parse(v.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static int? Integer(JsonObject schema, string name) => Decimal(schema, name) is { } value ? (int)value : null;
}
