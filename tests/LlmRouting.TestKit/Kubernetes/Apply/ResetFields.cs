using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Fields no manager owns: identity everywhere, status on the main path, the rest on /status.</summary>
public static class ResetFields
{
    private static readonly string[] Identity =
        ["f:name", "f:namespace", "f:creationTimestamp", "f:selfLink", "f:uid", "f:generation", "f:managedFields", "f:resourceVersion"];

    public static Action<FieldSet> For(ResourceType type, string subresource) => set =>
    {
        set.Without("f:apiVersion").Without("f:kind");
        if (set.Find("f:metadata") is { } metadata)
        {
            metadata.IsMember = false;
            foreach (var name in Identity) metadata.Without(name);
        }
        if (subresource == "status") StatusOnly(set, type.IsCustom);
        else if (type.HasStatus) set.Without("f:status");
    };

    private static void StatusOnly(FieldSet set, bool custom)
    {
        set.Without("f:spec");
        if (!custom) set.Find("f:metadata")?.Without("f:labels");
        else foreach (var name in set.Children.Keys.Where(k => k != "f:status").ToList()) set.Without(name);
    }
}
