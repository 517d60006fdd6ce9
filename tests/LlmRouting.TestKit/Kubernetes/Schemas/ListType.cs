namespace LlmRouting.TestKit.Kubernetes.Schemas;

/// <summary>x-kubernetes-list-type: who owns what of a list in server-side apply.</summary>
public enum ListType { Atomic, Set, Map }
