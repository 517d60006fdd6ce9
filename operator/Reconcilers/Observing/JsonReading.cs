using System.Text.Json;

namespace LlmRouting.Operator.Reconcilers.Observing;

/// <summary>Reads of fields that may not be there.</summary>
internal static class JsonReading
{
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement? Field(this JsonElement? element, string name) => element?.Field(name);

    public static int? Number(this JsonElement? element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static int? Number(this JsonElement element, string name) => Number((JsonElement?)element, name);

    public static string? Text(this JsonElement? element, string name) => element.Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static string? Text(this JsonElement element, string name) => Text((JsonElement?)element, name);

    public static IEnumerable<JsonElement> Items(this JsonElement? element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => Items((JsonElement?)element, name);
}
