using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>JSON and CEL values: scalars are long, double, string, bool; lists and maps stay JSON.</summary>
internal static class CelValues
{
    public static object? Of(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => (object)(string)node!,
        JsonValueKind.True => (object)true,
        JsonValueKind.False => (object)false,
        JsonValueKind.Number => Number(node.ToJsonString()),
        null or JsonValueKind.Null => null,
        _ => node,
    };

    public static bool Truth(object? value) => value is bool truth ? truth : throw new CelFailureException("no such overload");

    private static object Number(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? whole : (object)double.Parse(text, CultureInfo.InvariantCulture);

    public static double Number(object? value) => value switch { long whole => whole, double real => real, _ => throw new CelFailureException("no such overload") };

    public static object? Member(object? target, string name) =>
        target is JsonObject members && members.TryGetPropertyValue(name, out var value) ? Of(value) : throw new CelFailureException($"no such key: {name}");

    public static bool Has(object? target, string name) => target is JsonObject members && members[name] is not null;

    public static object? Index(object? target, object? index)
    {
        if (target is JsonObject && index is string name) return Member(target, name);
        var items = Items(target);
        var at = (long)Number(index);
        return at >= 0 && at < items.Count ? items[(int)at] : throw new CelFailureException($"index out of bounds: {at}");
    }

    /// <summary>Items of a list, keys of a map.</summary>
    public static List<object?> Items(object? target) => target switch
    {
        JsonArray items => [.. items.Select(Of)],
        JsonObject members => [.. members.Select(m => (object?)m.Key)],
        List<object?> list => list,
        _ => throw new CelFailureException("no such overload"),
    };

    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (long or double, long or double) => Number(left).Equals(Number(right)),
        (JsonNode a, JsonNode b) => JsonNode.DeepEquals(a, b),
        (List<object?>, _) or (_, List<object?>) => Items(left).Count == Items(right).Count && Items(left).Zip(Items(right)).All(p => Same(p.First, p.Second)),
        _ => Equals(left, right),
    };

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (long or double, long or double) => Number(left).CompareTo(Number(right)),
        (string a, string b) => string.CompareOrdinal(a, b),
        (TimeSpan a, TimeSpan b) => a.CompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        _ => throw new CelFailureException("no such overload"),
    };
}
