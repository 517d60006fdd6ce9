using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>The object as the client is shown it.</summary>
public sealed record WriteResult(StoredObject Object, bool Created);
