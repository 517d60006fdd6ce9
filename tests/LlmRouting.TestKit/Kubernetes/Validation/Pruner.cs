using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>Drops what the schema does not know, in place, and says what it was.</summary>
public static class Pruner
{
    public static void Prune(JsonObject target, TypeSchema type, string path, List<string> unknown)
    {
        if (type.Kind == SchemaKind.Map)
        {
            foreach (var (name, value) in target) Descend(value, type.Element!, Join(path, name), unknown);
            return;
        }
        if (type.Kind != SchemaKind.Struct) return;
        List<string>? doomed = null;
        foreach (var (name, value) in target)
        {
            if (type.Member(name) is { } member) Descend(value, member, Join(path, name), unknown);
            else (doomed ??= []).Add(name);
        }
        foreach (var name in doomed ?? [])
        {
            unknown.Add(Join(path, name));
            target.Remove(name);
        }
    }

    private static void Descend(JsonNode? value, TypeSchema type, string path, List<string> unknown)
    {
        if (value is JsonObject members) Prune(members, type, path, unknown);
        else if (value is JsonArray items && type.Kind == SchemaKind.List)
            for (var i = 0; i < items.Count; i++) Descend(items[i], type.Element!, $"{path}[{i}]", unknown);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
