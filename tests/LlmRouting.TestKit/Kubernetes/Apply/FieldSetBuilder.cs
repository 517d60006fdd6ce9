using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>The set of fields that an applied object sets.</summary>
public static class FieldSetBuilder
{
    public static FieldSet Of(JsonNode? value, TypeSchema type)
    {
        var set = new FieldSet();
        Walk(value, type, set);
        return set;
    }

    private static void Walk(JsonNode? value, TypeSchema type, FieldSet set)
    {
        if (value is JsonObject members && type.Kind is not (SchemaKind.Scalar or SchemaKind.List)) WalkMembers(members, type, set);
        else if (value is JsonArray items && type.Kind == SchemaKind.List && type.ListType != ListType.Atomic) WalkItems(items, type, set);
        else if (value is not null || type.Kind == SchemaKind.Scalar) set.IsMember = true;
    }

    private static void WalkMembers(JsonObject members, TypeSchema type, FieldSet set)
    {
        if (type.Atomic)
        {
            set.IsMember = true;
            return;
        }
        foreach (var (name, value) in members)
        {
            var child = set.Child(PathElements.Field(name));
            Walk(value, type.Member(name) ?? TypeSchema.Any, child);
            if (value is null or JsonObject { Count: 0 } || !type.Declares(name)) child.IsMember = true;
        }
        set.Trim();
    }

    private static void WalkItems(JsonArray items, TypeSchema type, FieldSet set)
    {
        foreach (var item in items)
        {
            if (PathElements.Item(type, item) is not { } element) continue;
            var child = set.Child(element);
            if (type.ListType == ListType.Map) Walk(item, type.Element!, child);
            child.IsMember = true;
        }
    }
}
