using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>What a custom resource's schema refuses, in the API server's words. CEL rules are not evaluated.</summary>
public sealed class SchemaValidator
{
    private readonly List<FieldError> errors = [];

    private SchemaValidator() { }

    /// <param name="before">The stored object of an update: values that were invalid already and did not change pass (ratcheting).</param>
    public static IReadOnlyList<FieldError> Validate(JsonObject value, TypeSchema type, JsonObject? before = null)
    {
        var validator = new SchemaValidator();
        validator.Members(value, type, "", before);
        return validator.errors;
    }

    public static FieldError Unchecked { get; } = FieldError.Invalid(
        "<nil>", "null", "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation");

    private void Value(JsonNode? value, TypeSchema type, string path, JsonNode? before)
    {
        if (value is null && type.Nullable || before is not null && JsonNode.DeepEquals(value, before)) return;
        if (!TypeChecks.Fits(value, type))
        {
            var found = TypeChecks.NameOf(value);
            errors.Add(new FieldError("FieldValueTypeInvalid", path, $"Invalid value: \"{found}\": {path} in body must be of type {TypeChecks.Wanted(type)}: \"{found}\"") { HidesRules = true });
            if (type.Scalar == "integer" && value is JsonValue v && v.TryGetValue(out double _))
                errors.Add(FieldError.Invalid("<nil>", "\"\"", $"Checked value must be of type integer (default format) in {path}"));
            return;
        }
        if (value is null) return;
        if (value is JsonArray items) Items(items, type, path, before as JsonArray);
        else if (value is JsonObject members) Members(members, type, path, before as JsonObject);
        else errors.AddRange(ScalarChecks.Of(value, type, path));
        if (type.Constraints.Enum is { } allowed && !allowed.Any(a => JsonNode.DeepEquals(a, value)))
            errors.Add(FieldError.Unsupported(path, Wire.Text(value), allowed.Select(a => a is JsonValue v && v.TryGetValue(out string? s) ? s : Wire.Text(a))));
    }

    private void Items(JsonArray items, TypeSchema type, string path, JsonArray? before)
    {
        var bounds = type.Constraints;
        if (bounds.MaxItems < items.Count) errors.Add(TooMany(path, items.Count, bounds.MaxItems.Value));
        if (bounds.MinItems > items.Count)
            errors.Add(FieldError.Invalid(path, items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{path} in body should have at least {bounds.MinItems} items") with { HidesRules = true });
        var seen = new HashSet<string>();
        for (var i = 0; i < items.Count; i++)
        {
            var place = $"{path}[{i}]";
            Value(items[i], type.Element ?? TypeSchema.Any, place, Twin(before, items[i], i, type));
            if (type.ListType != ListType.Atomic && Apply.PathElements.Item(type, items[i]) is { } element && !seen.Add(element))
                errors.Add(new FieldError("FieldValueDuplicate", place, $"Duplicate value: {element[2..]}"));
        }
    }

    private static JsonNode? Twin(JsonArray? before, JsonNode? item, int index, TypeSchema type)
    {
        if (before is null) return null;
        if (type.ListType != ListType.Map) return null;
        var element = Apply.PathElements.Item(type, item);
        return before.FirstOrDefault(b => Apply.PathElements.Item(type, b) == element);
    }

    private void Members(JsonObject members, TypeSchema type, string path, JsonObject? before)
    {
        var bounds = type.Constraints;
        if (bounds.MaxProperties < members.Count) errors.Add(TooMany(path, members.Count, bounds.MaxProperties.Value));
        foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            if (path.Length == 0 && name is "metadata" or "apiVersion" or "kind" && path.Length == 0) continue;
            if (type.Member(name) is { } member) Value(value, member, path.Length == 0 ? name : type.Kind == SchemaKind.Map ? $"{path}.{name}" : $"{path}.{name}", before?[name]);
        }
        if (type.Embedded)
            foreach (var name in new[] { "apiVersion", "kind" })
                if ((string?)members[name] is null or "") errors.Add(FieldError.Required($"{path}.{name}"));
        foreach (var name in bounds.Required)
            if (!members.ContainsKey(name)) errors.Add(FieldError.Required(path.Length == 0 ? name : $"{path}.{name}"));
    }

    private static FieldError TooMany(string path, int count, int most) =>
        new("FieldValueTooMany", path, $"Too many: {count}: must have at most {most} items") { HidesRules = true };
}
