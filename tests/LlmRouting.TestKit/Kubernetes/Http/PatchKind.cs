namespace LlmRouting.TestKit.Kubernetes.Http;

public enum PatchKind { Merge, Json, Strategic, Apply }
