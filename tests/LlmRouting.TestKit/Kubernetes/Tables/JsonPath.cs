using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmRouting.TestKit.Kubernetes.Tables;

/// <summary>The JSONPath of printer columns: fields, indexes, <c>[*]</c> and <c>[?(@.type=="Ready")]</c>.</summary>
public sealed partial class JsonPath
{
    private readonly List<Func<JsonNode?, IEnumerable<JsonNode?>>> steps = [];

    private JsonPath() { }

    public static JsonPath Parse(string text)
    {
        var path = new JsonPath();
        foreach (Match match in Step().Matches(text)) path.steps.Add(StepOf(match));
        return path;
    }

    public JsonNode? First(JsonNode root)
    {
        IEnumerable<JsonNode?> nodes = [root];
        foreach (var step in steps) nodes = nodes.SelectMany(step);
        return nodes.FirstOrDefault();
    }

    private static Func<JsonNode?, IEnumerable<JsonNode?>> StepOf(Match match)
    {
        if (match.Groups["field"] is { Success: true } field) return node => Member(node, field.Value.Replace("\\.", "."));
        if (match.Groups["quoted"] is { Success: true } quoted) return node => Member(node, quoted.Value);
        if (match.Groups["index"] is { Success: true } index) return node => node is JsonArray items && int.Parse(index.Value) is var i && i < items.Count ? [items[i]] : [];
        if (match.Groups["left"] is { Success: true } left)
            return node => node is JsonArray items ? items.Where(i => i?[left.Value]?.ToString() == match.Groups["right"].Value) : [];
        return node => node as JsonArray ?? [];
    }

    private static IEnumerable<JsonNode?> Member(JsonNode? node, string name) =>
        node is JsonObject members && members.TryGetPropertyValue(name, out var value) && value is not null ? [value] : [];

    [GeneratedRegex("""\.(?<field>(\\\.|[^.\[\\])+)|\['(?<quoted>[^']+)'\]|\[(?<index>\d+)\]|\[\?\(@\.(?<left>\w+)\s*==\s*["'](?<right>[^"']*)["']\)\]|\[\*\]""")]
    private static partial Regex Step();
}
