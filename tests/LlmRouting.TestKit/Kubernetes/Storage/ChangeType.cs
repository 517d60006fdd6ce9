namespace LlmRouting.TestKit.Kubernetes.Storage;

public enum ChangeType { Added, Modified, Deleted }
