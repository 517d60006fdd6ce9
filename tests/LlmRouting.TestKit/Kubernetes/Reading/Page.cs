using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Reading;

/// <summary>What a list answers.</summary>
/// <param name="Remaining">Items after this page, where they are told.</param>
public sealed record Page(ResourceType Type, IReadOnlyList<StoredObject> Items, ulong Version, string Continue, long? Remaining);
