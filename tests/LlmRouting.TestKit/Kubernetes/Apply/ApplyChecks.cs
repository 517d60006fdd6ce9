using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Schemas;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>What an applied object must not hold: unknown fields, wrong types, duplicate list items. All are 500s.</summary>
public static class ApplyChecks
{
    public static void Refuse(JsonObject config, ResourceType type, ObjectKey key)
    {
        var problems = Members(config, type.Schema, "").ToList();
        if (problems.Count == 0) return;
        var text = problems.Count == 1 ? problems[0] : "errors:" + string.Concat(problems.Select(p => $"\n  {p}"));
        throw Refusals.Internal($"failed to create typed patch object (/{key.Name}; {type.GroupVersion}, Kind={type.Kind}): {text}");
    }

    private static IEnumerable<string> Members(JsonObject value, TypeSchema type, string path)
    {
        foreach (var (name, member) in value)
        {
            var place = $"{path}.{name}";
            if (type.Member(name) is not { } schema) yield return $"{place}: field not declared in schema";
            else foreach (var problem in Value(member, schema, place)) yield return problem;
        }
    }

    private static IEnumerable<string> Value(JsonNode? value, TypeSchema type, string path)
    {
        if (value is null || type.Kind == SchemaKind.Any) return [];
        if (value is JsonObject members && type.Kind is (SchemaKind.Struct or SchemaKind.Map)) return Members(members, type, path);
        if (value is JsonArray items && type.Kind == SchemaKind.List) return Items(items, type, path);
        return TypeChecks.Fits(value, type) ? [] : [$"{path}: expected {Wanted(type)}, got {Shown(value)}"];
    }

    private static IEnumerable<string> Items(JsonArray items, TypeSchema type, string path)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < items.Count; i++)
        {
            if (type.ListType != ListType.Atomic)
            {
                if (PathElements.Item(type, items[i]) is not { } element)
                    yield return $"{path}: element {i}: associative list with keys has an element that omits all key fields [{string.Join(" ", type.Keys.Select(k => $"\"{k}\""))}] (and doesn't have default values for any key fields)";
                else if (!seen.Add(element)) yield return $"{path}: duplicate entries for key {PathElements.Describe(element)}";
            }
            var place = type.ListType == ListType.Map && PathElements.Item(type, items[i]) is { } name ? path + PathElements.Describe(name) : $"{path}[{i}]";
            foreach (var problem in Value(items[i], type.Element!, place)) yield return problem;
        }
    }

    private static string Wanted(TypeSchema type) => type.Kind switch
    {
        SchemaKind.List => "list",
        SchemaKind.Scalar => type.Scalar switch { "integer" => "numeric (int or float)", "number" => "numeric (int or float)", var other => other },
        _ => "map",
    };

    private static string Shown(JsonNode value) => value switch { JsonObject => "map", JsonArray => "list", _ => TypeChecks.NameOf(value) };
}
