namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>Where the scale subresource finds its numbers; dotted paths without the leading dot.</summary>
public sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? Selector);
