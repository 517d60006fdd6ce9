using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>FieldsV1: <c>{"f:spec":{".":{},"f:replicas":{}}}</c>.</summary>
public static class FieldSetJson
{
    public static JsonObject Write(FieldSet set)
    {
        var result = new JsonObject();
        if (set.IsMember && set.Children.Count > 0) result["."] = new JsonObject();
        foreach (var (name, child) in set.Children) result[name] = Write(child);
        return result;
    }

    public static FieldSet Read(JsonObject json)
    {
        var set = new FieldSet();
        foreach (var (name, value) in json)
        {
            if (name == ".") continue;
            var members = value!.AsObject();
            Fill(set.Child(name), members);
        }
        return set;
    }

    private static void Fill(FieldSet set, JsonObject json)
    {
        set.IsMember = json.Count == 0 || json.ContainsKey(".");
        foreach (var (name, value) in json)
            if (name != ".") Fill(set.Child(name), value!.AsObject());
    }
}
