using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>A zero Go struct as JSON: what bookmarks of built-ins carry.</summary>
public static class EmptyObjects
{
    public static void Fill(JsonObject target, ResourceType type) => Fill(target, type.Schema);

    private static void Fill(JsonObject target, TypeSchema type)
    {
        foreach (var (name, field) in type.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (target.ContainsKey(name)) continue;
            if (field.Present) Fill((JsonObject)(target[name] = new JsonObject()), field.Type);
            else if (field.Required || name == "replicas" && type.Name == "DeploymentSpec") target[name] = Zero(field.Type);
        }
    }

    private static JsonNode? Zero(TypeSchema type) => type.Scalar switch
    {
        "string" => "",
        "integer" => 0,
        "boolean" => false,
        _ => null,
    };
}
