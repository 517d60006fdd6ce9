using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Apply;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Schemas;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>Evaluates the rules of a schema on an object, deepest last, as the API server orders them.</summary>
public sealed class CelValidator
{
    private readonly List<FieldError> errors = [];
    private readonly List<string> tolerated = [];

    private CelValidator() { }

    /// <param name="tolerated">Violations of values that an update did not touch: they become warnings.</param>
    public static IReadOnlyList<FieldError> Validate(JsonObject value, TypeSchema type, JsonObject? before, out IReadOnlyList<string> tolerated)
    {
        var validator = new CelValidator();
        if (type.HasRules) validator.Walk(value, before, type, "", before is not null);
        tolerated = validator.tolerated;
        return validator.errors;
    }

    private void Walk(JsonNode? value, JsonNode? before, TypeSchema type, string path, bool updates)
    {
        if (value is null || !type.HasRules) return;
        foreach (var rule in type.Constraints.Compiled) Check(rule, value, before, path, updates);
        if (value is JsonObject members)
            foreach (var (name, member) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                Walk(member, (before as JsonObject)?[name], type.Member(name) ?? TypeSchema.Any, path.Length == 0 ? name : type.Kind == SchemaKind.Map ? $"{path}[{name}]" : $"{path}.{name}", updates);
        else if (value is JsonArray items)
            for (var i = 0; i < items.Count; i++) Walk(items[i], Twin(before as JsonArray, items[i], type), type.Element!, $"{path}[{i}]", updates);
    }

    private void Check(CelRule rule, JsonNode value, JsonNode? before, string path, bool updates)
    {
        if (rule.ComparesVersions && (!updates || before is null)) return;
        if (rule.Violation(value, before) is not { } message) return;
        var field = path.Length == 0 ? rule.FieldPath.TrimStart('.') : path + rule.FieldPath;
        if (field.Length == 0) field = "<nil>";
        if (before is not null && !rule.ComparesVersions && JsonNode.DeepEquals(value, before)) tolerated.Add($"{field}: Invalid value: {message}");
        else errors.Add(new FieldError(rule.Reason, field, Text(rule.Reason, value, message)));
    }

    private static string Text(string reason, JsonNode value, string message) => reason switch
    {
        "FieldValueForbidden" => $"Forbidden: {message}",
        "FieldValueRequired" => $"Required value: {message}",
        "FieldValueDuplicate" => $"Duplicate value: {Wire.Text(value)}",
        _ => value is JsonObject or JsonArray ? $"Invalid value: {message}" : $"Invalid value: {Wire.Text(value)}: {message}",
    };

    private static JsonNode? Twin(JsonArray? before, JsonNode? item, TypeSchema type)
    {
        if (before is null || type.ListType != ListType.Map || PathElements.Item(type, item) is not { } element) return null;
        return before.FirstOrDefault(b => PathElements.Item(type, b) == element);
    }
}
