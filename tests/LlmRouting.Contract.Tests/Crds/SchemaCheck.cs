using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>What a structural schema says about a value, as far as our schemas go; rules in CEL are the server's alone.</summary>
internal static class SchemaCheck
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new();

    public static IReadOnlyList<string> Problems(SchemaNode schema, JsonNode? value)
    {
        if (value is null) return [];
        return schema.Type switch
        {
            "object" => value is JsonObject map ? Object(schema, map) : Wrong(schema),
            "array" => value is JsonArray list ? List(schema, list) : Wrong(schema),
            "string" => value.GetValueKind() == JsonValueKind.String ? String(schema, value.GetValue<string>()) : Wrong(schema),
            "integer" => value.GetValueKind() == JsonValueKind.Number ? Integer(schema, value) : Wrong(schema),
            _ => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? [] : Wrong(schema),
        };
    }

    private static string[] Wrong(SchemaNode schema) => [$"{schema.Path}: must be of type {schema.Type}"];

    private static List<string> Object(SchemaNode schema, JsonObject map)
    {
        var problems = new List<string>();
        var known = schema.Fields.ToDictionary(field => field.Path[(field.Path.LastIndexOf('.') + 1)..]);
        Bound(schema, problems, "minProperties", "maxProperties", map.Count);
        foreach (var (name, value) in map.Where(_ => !IsFree(schema)))
        {
            if (schema.IsMap) problems.AddRange(Problems(schema.Element!, value));
            else if (known.TryGetValue(name, out var field)) problems.AddRange(Problems(field, value));
            else problems.Add($"{schema.Path}: unknown field {name}");
        }

        problems.AddRange(schema.Words("required").Where(name => map[name] is null).Select(name => $"{schema.Path}: {name} is required"));
        return problems;
    }

    /// <summary>metadata is the server's.</summary>
    private static bool IsFree(SchemaNode schema) => schema.Path == "metadata";

    private static List<string> List(SchemaNode schema, JsonArray list)
    {
        var problems = list.SelectMany(item => Problems(schema.Element!, item)).ToList();
        Bound(schema, problems, "minItems", "maxItems", list.Count);
        var keys = schema.Words("x-kubernetes-list-map-keys");
        var identities = schema.Text("x-kubernetes-list-type") switch
        {
            "set" => list.Select(item => item?.ToJsonString()),
            "map" => list.Select(item => string.Join('\n', keys.Select(key => (item as JsonObject)?[key]?.ToJsonString()))),
            _ => [],
        };
        if (identities.GroupBy(identity => identity).Any(group => group.Count() > 1)) problems.Add($"{schema.Path}: duplicate");
        return problems;
    }

    private static List<string> String(SchemaNode schema, string value)
    {
        var problems = new List<string>();
        Bound(schema, problems, "minLength", "maxLength", value.EnumerateRunes().Count());
        if (schema.Words("enum") is { Count: > 0 } words && !words.Contains(value)) problems.Add($"{schema.Path}: not one of {string.Join(", ", words)}");
        if (schema.Text("pattern") is { } pattern && !Patterns.GetOrAdd(pattern, ToDotNet).IsMatch(value)) problems.Add($"{schema.Path}: does not match {pattern}");
        return problems;
    }

    private static List<string> Integer(SchemaNode schema, JsonNode value)
    {
        var problems = new List<string>();
        if (long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            Bound(schema, problems, "minimum", "maximum", number);
        else
            problems.AddRange(Wrong(schema));
        return problems;
    }

    private static void Bound(SchemaNode schema, List<string> problems, string min, string max, long value)
    {
        if (value < schema.Number(min)) problems.Add($"{schema.Path}: below {min}");
        if (value > schema.Number(max)) problems.Add($"{schema.Path}: above {max}");
    }

    /// <summary>$ is the very end in RE2; in .NET it is also before a last line feed.</summary>
    private static Regex ToDotNet(string pattern) => new(pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern, RegexOptions.CultureInvariant);
}
