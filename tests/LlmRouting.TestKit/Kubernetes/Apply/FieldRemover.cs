using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Takes a set of fields out of an object.</summary>
public static class FieldRemover
{
    public static JsonNode? Remove(JsonNode? value, FieldSet doomed, TypeSchema type) => value switch
    {
        JsonObject members when !type.Atomic => RemoveMembers(members, doomed, type),
        JsonArray items when type.Kind == SchemaKind.List && type.ListType != ListType.Atomic => RemoveItems(items, doomed, type),
        _ => value?.DeepClone(),
    };

    /// <summary>Fields of structs that have something in the set count as in the set themselves.</summary>
    public static FieldSet NamedFieldsAsMembers(FieldSet set, TypeSchema? type)
    {
        var result = new FieldSet { IsMember = set.IsMember };
        foreach (var (element, child) in set.Children)
        {
            var field = element.StartsWith("f:", StringComparison.Ordinal);
            var inner = field ? type?.Member(element[2..]) : type?.Element;
            var copy = NamedFieldsAsMembers(child, inner);
            if (field && child.Children.Count > 0 && (type?.Declares(element[2..]) ?? false)) copy.IsMember = true;
            Graft(result, element, copy);
        }
        return result;
    }

    private static void Graft(FieldSet parent, string element, FieldSet child)
    {
        var place = parent.Child(element);
        place.IsMember = child.IsMember;
        foreach (var (name, grandchild) in child.Children) Graft(place, name, grandchild);
    }

    private static JsonNode? RemoveMembers(JsonObject members, FieldSet doomed, TypeSchema type)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            var at = doomed.Find(PathElements.Field(name));
            if (at is { IsMember: true }) continue;
            var kept = at is null ? value?.DeepClone() : Remove(value, at, type.Member(name) ?? TypeSchema.Any);
            if (kept is not null || value is null) result[name] = kept;
        }
        return result.Count == 0 && members.Count > 0 ? null : result;
    }

    private static JsonNode? RemoveItems(JsonArray items, FieldSet doomed, TypeSchema type)
    {
        var result = new JsonArray();
        foreach (var item in items)
        {
            var at = PathElements.Item(type, item) is { } element ? doomed.Find(element) : null;
            if (at is { IsMember: true }) continue;
            var kept = at is null ? item?.DeepClone() : Remove(item, at, type.Element!);
            if (kept is not null || item is null) result.Add(kept);
        }
        return result.Count == 0 && items.Count > 0 ? null : result;
    }
}
