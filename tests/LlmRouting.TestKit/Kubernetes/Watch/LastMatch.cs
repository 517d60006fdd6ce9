using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Watch;

/// <summary>An object that stopped matching a selector: its last matching state under the new version.</summary>
public static class LastMatch
{
    public static StoredObject Of(Change change)
    {
        var copy = change.Previous!.Copy();
        copy["metadata"]!["resourceVersion"] = change.Object.Metadata["resourceVersion"]!.DeepClone();
        return new StoredObject(change.Object.Type, change.Object.Key, change.Version, copy);
    }
}
