using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Patching;

/// <summary>RFC 7396.</summary>
public static class MergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null) target.Remove(name);
            else if (value is JsonObject inner) target[name] = Apply(target[name] is JsonObject old ? Detach(target, name, old) : [], inner);
            else target[name] = value.DeepClone();
        }
        return target;
    }

    private static JsonObject Detach(JsonObject parent, string name, JsonObject child)
    {
        parent[name] = null;
        return child;
    }
}
