using System.Text.Json;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Reading answers without a record.</summary>
internal static class JsonText
{
    /// <summary>A member that is a string; null for everything else.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A member that is a whole number; null for everything else.</summary>
    public static int? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static bool IsTrue(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The strings of an array; empty for everything else.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Array } array
        ? [.. array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : [];

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
