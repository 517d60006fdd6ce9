using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Reconcilers.Applying;

/// <summary>
/// Whether an object already has everything we would apply. What the server added (defaults, other managers' fields, further list items) does not matter;
/// an apply that would change nothing is not sent, so that a fleet at rest costs the API server nothing.
/// </summary>
public static class Coverage
{
    /// <summary>Fields by which items of Kubernetes' lists are told apart, the first that an item has.</summary>
    private static readonly string[] Keys = ["name", "type", "key", "mountPath", "containerPort", "topologyKey", "uid", "ip"];

    public static bool Has(JsonElement observed, JsonNode? desired) => desired switch
    {
        null => true,
        JsonObject fields => IsEmpty(fields) || (observed.ValueKind == JsonValueKind.Object && fields.All(field => Has(observed, field))),
        JsonArray items => items.Count == 0 || (observed.ValueKind == JsonValueKind.Array && HasItems(observed, items)),
        JsonValue value => Same(observed, value),
        _ => false,
    };

    private static bool Has(JsonElement observed, KeyValuePair<string, JsonNode?> field) =>
        observed.TryGetProperty(field.Key, out var value) ? Has(value, field.Value) : IsNothing(field.Value);

    private static bool HasItems(JsonElement observed, JsonArray items)
    {
        if (KeyOf(items) is { } key) return items.All(item => Find(observed, key, item![key]!) is { } found && Has(found, item));
        return observed.GetArrayLength() == items.Count && items.Index().All(item => Has(observed[item.Index], item.Item));
    }

    private static JsonElement? Find(JsonElement observed, string key, JsonNode value)
    {
        foreach (var item in observed.EnumerateArray())
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out var found) && Has(found, value))
                return item;
        return null;
    }

    /// <summary>Null where items are scalars or share a value: then their order is what they are told apart by.</summary>
    private static string? KeyOf(JsonArray items) => Keys.FirstOrDefault(key =>
        items.All(item => item is JsonObject fields && fields[key] is JsonValue)
        && items.Select(item => item![key]!.ToJsonString()).Distinct().Count() == items.Count);

    // Built-in kinds drop what is empty; so an absent field has it.
    private static bool IsNothing(JsonNode? node) => node is null || (node is JsonObject fields && IsEmpty(fields)) || node is JsonArray { Count: 0 };

    private static bool IsEmpty(JsonObject fields) => fields.Count == 0;

    private static bool Same(JsonElement observed, JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => observed.ValueKind == JsonValueKind.String && observed.GetString() == value.GetValue<string>(),
        JsonValueKind.Number => observed.ValueKind == JsonValueKind.Number && observed.GetDecimal() == decimal.Parse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture),
        var kind => observed.ValueKind == kind,
    };
}
