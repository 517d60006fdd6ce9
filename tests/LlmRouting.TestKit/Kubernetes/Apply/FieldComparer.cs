using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Compares two versions of an object field by field, lists by their keys.</summary>
public sealed class FieldComparer
{
    private readonly FieldSet added = new();
    private readonly FieldSet modified = new();
    private readonly FieldSet removed = new();

    private FieldComparer() { }

    public static FieldChanges Compare(JsonObject before, JsonObject after, TypeSchema type)
    {
        var comparer = new FieldComparer();
        comparer.Members(before, after, type, comparer.added, comparer.modified, comparer.removed);
        comparer.added.Trim();
        comparer.modified.Trim();
        comparer.removed.Trim();
        return new FieldChanges(comparer.added, comparer.modified, comparer.removed);
    }

    private void Value(JsonNode? before, JsonNode? after, bool had, bool has, TypeSchema type, FieldSchema? field, FieldSet a, FieldSet m, FieldSet r)
    {
        if (had && has && ReferenceEquals(before, after)) return;
        if (field is not null && before is null && IsZero(after, field)) return;
        if (IsLeaf(before, after, type))
        {
            if (!had) a.IsMember = true;
            else if (!has) r.IsMember = true;
            else if (!JsonNode.DeepEquals(before, after)) m.IsMember = true;
            return;
        }
        if (type.Kind == SchemaKind.List) Items(before as JsonArray, after as JsonArray, type, a, m, r);
        else Members(before as JsonObject, after as JsonObject, type, a, m, r);
        if (!had && field is not { Present: true } and not { Required: true }) a.IsMember = true;
        else if (!has && field is not { Present: true } and not { Required: true }) r.IsMember = true;
    }

    /// <summary>What Go writes although nobody set it.</summary>
    private static bool IsZero(JsonNode? value, FieldSchema field) =>
        value is null || field.Required && value is JsonValue text && text.TryGetValue(out string? written) && written.Length == 0;

    private static bool IsLeaf(JsonNode? before, JsonNode? after, TypeSchema type)
    {
        if (type.Kind == SchemaKind.Scalar || type.Atomic) return true;
        if (type.Kind == SchemaKind.List)
            return type.ListType == ListType.Atomic || before is not JsonArray { Count: > 0 } && after is not JsonArray { Count: > 0 };
        return before is not JsonObject { Count: > 0 } && after is not JsonObject { Count: > 0 };
    }

    private void Members(JsonObject? before, JsonObject? after, TypeSchema type, FieldSet a, FieldSet m, FieldSet r)
    {
        foreach (var (name, value) in after ?? [])
        {
            JsonNode? old = null;
            var had = before?.TryGetPropertyValue(name, out old) ?? false;
            One(name, old, value, had, true, type, a, m, r);
        }
        foreach (var (name, value) in before ?? [])
            if (after is null || !after.ContainsKey(name)) One(name, value, null, true, false, type, a, m, r);
    }

    private void One(string name, JsonNode? before, JsonNode? after, bool had, bool has, TypeSchema type, FieldSet a, FieldSet m, FieldSet r)
    {
        var element = PathElements.Field(name);
        var field = type.Fields.GetValueOrDefault(name);
        if (field is { Present: true } && !had) (had, before) = (true, new JsonObject());
        Value(before, after, had, has, type.Member(name) ?? TypeSchema.Any, field, a.Child(element), m.Child(element), r.Child(element));
    }

    private void Items(JsonArray? before, JsonArray? after, TypeSchema type, FieldSet a, FieldSet m, FieldSet r)
    {
        var old = Index(before, type);
        var young = Index(after, type);
        foreach (var (element, item) in young)
        {
            var had = old.TryGetValue(element, out var was);
            Value(was, item, had, true, type.Element!, null, a.Child(element), m.Child(element), r.Child(element));
        }
        foreach (var (element, item) in old)
            if (!young.ContainsKey(element)) Value(item, null, true, false, type.Element!, null, a.Child(element), m.Child(element), r.Child(element));
    }

    private static Dictionary<string, JsonNode?> Index(JsonArray? items, TypeSchema type)
    {
        var index = new Dictionary<string, JsonNode?>();
        foreach (var item in items ?? [])
            if (PathElements.Item(type, item) is { } element) index.TryAdd(element, item);
        return index;
    }
}
