using System.Collections.Immutable;

namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>A committed write.</summary>
/// <param name="Previous">The state before it; null when the object is new.</param>
/// <param name="After">All objects of the kind as they were after it.</param>
public sealed record Change(
    ChangeType Type, StoredObject Object, StoredObject? Previous, ImmutableSortedDictionary<ObjectKey, StoredObject> After)
{
    public ulong Version => Object.Version;
}
