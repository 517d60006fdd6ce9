using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>Fills in what the schema defaults, in place; drops nulls where null is no value.</summary>
public static class Defaulter
{
    public static void Fill(JsonObject target, TypeSchema type, bool dropNulls = true)
    {
        if (dropNulls) DropNulls(target, type);
        if (type.Kind == SchemaKind.Struct) FillFields(target, type);
        foreach (var (name, value) in target)
            if (type.Member(name) is { } member) Descend(value, member, dropNulls);
    }

    private static void FillFields(JsonObject target, TypeSchema type)
    {
        foreach (var (name, field) in type.Fields)
        {
            if (target.TryGetPropertyValue(name, out var value) && value is not null) continue;
            if (field.Default is not null && !(field.Type.Nullable && target.ContainsKey(name))) target[name] = field.Default.DeepClone();
            else if (field.Present && value is null) target[name] = new JsonObject();
        }
    }

    private static void DropNulls(JsonObject target, TypeSchema type)
    {
        if (type.Kind is not (SchemaKind.Struct or SchemaKind.Map)) return;
        List<string>? doomed = null;
        foreach (var (name, value) in target)
            if (value is null && type.Member(name) is { Nullable: false, Kind: not SchemaKind.Any } && (type.Kind == SchemaKind.Struct))
                (doomed ??= []).Add(name);
        foreach (var name in doomed ?? []) target.Remove(name);
    }

    private static void Descend(JsonNode? value, TypeSchema type, bool dropNulls)
    {
        if (value is JsonObject members && type.Kind is (SchemaKind.Struct or SchemaKind.Map)) Fill(members, type, dropNulls);
        else if (value is JsonArray items && type.Kind == SchemaKind.List)
            foreach (var item in items) Descend(item, type.Element!, dropNulls);
    }
}
