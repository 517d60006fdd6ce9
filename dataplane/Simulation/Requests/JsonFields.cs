using System.Text.Json;

namespace LlmRouting.DataPlane.Simulation.Requests;

/// <summary>Fields by name and type; null is absent, a wrong type is vLLM's 400.</summary>
internal static class JsonFields
{
    public static string? Text(this JsonElement at, string name) => at.Child(name, JsonValueKind.String)?.GetString();

    public static bool Flag(this JsonElement at, string name) => Present(at, name) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FieldException(name, "Input should be a valid boolean"),
    };

    /// <summary>At least 1 and at most <paramref name="max"/>; 100.0 is whole to pydantic.</summary>
    public static int? Int(this JsonElement at, string name, int max = int.MaxValue)
    {
        if (Present(at, name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number || !TryWhole(value, out var number))
            throw new FieldException(name, "Input should be a valid integer");
        if (number < 1) throw new FieldException("", $"{name} must be at least 1, got {number}.");
        return number <= max ? number : throw new FieldException("", $"{name} must be at most {max}, got {number}.");
    }

    public static JsonElement? Child(this JsonElement at, string name, JsonValueKind kind) =>
        Present(at, name) is { } value && value.ValueKind == kind ? value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement at, string name) =>
        at.Child(name, JsonValueKind.Array)?.EnumerateArray() ?? Enumerable.Empty<JsonElement>();

    public static IEnumerable<string> Strings(this JsonElement array) =>
        array.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!);

    private static bool TryWhole(JsonElement value, out int number)
    {
        if (value.TryGetInt32(out number)) return true;
        if (!value.TryGetDouble(out var real) || real != Math.Truncate(real) || Math.Abs(real) > int.MaxValue) return false;
        number = (int)real;
        return true;
    }

    private static JsonElement? Present(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
