using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>An object without managers that is applied to belongs to "before-first-apply".</summary>
public static class FirstApply
{
    public static void Adopt(ManagedFields managers, JsonObject live, ResourceType type, string time)
    {
        if (managers.Sets.Count > 0) return;
        var set = FieldSetBuilder.Of(live, type.Schema);
        ResetFields.For(type, "")(set);
        var key = new ManagerKey("before-first-apply", "Update", type.GroupVersion, "");
        managers.Set(key, set);
        if (managers.Find(key) is not null) managers.Touch(key, time);
    }
}
