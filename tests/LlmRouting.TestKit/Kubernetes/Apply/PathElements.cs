using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Names of the members of structs, maps and lists within a <see cref="FieldSet"/>.</summary>
public static class PathElements
{
    public static string Field(string name) => "f:" + name;

    /// <summary>The element of a list item; null when it names none of the keys.</summary>
    public static string? Item(TypeSchema list, JsonNode? item)
    {
        if (list.ListType == ListType.Set) return "v:" + Wire.Text(item);
        if (item is not JsonObject entry) return null;
        var keys = new JsonObject();
        foreach (var key in list.Keys.Order(StringComparer.Ordinal))
            if ((entry[key] ?? DefaultOf(list, key)) is { } value) keys[key] = value.DeepClone();
        return keys.Count == 0 ? null : "k:" + Wire.Text(keys);
    }

    /// <summary>As conflicts name it: <c>.spec.ports[name="http"].port</c>.</summary>
    public static string Describe(string element) => element[0] switch
    {
        'f' => "." + element[2..],
        'v' => $"[={element[2..]}]",
        _ => $"[{string.Join(",", JsonNode.Parse(element[2..])!.AsObject().Select(k => $"{k.Key}={Wire.Text(k.Value)}"))}]",
    };

    private static JsonNode? DefaultOf(TypeSchema list, string key) =>
        list.Element!.Fields.TryGetValue(key, out var field) ? field.Default : null;
}
