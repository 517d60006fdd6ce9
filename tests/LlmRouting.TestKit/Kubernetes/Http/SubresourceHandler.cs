namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Subresources that only single kinds have: token, eviction, approval.</summary>
public sealed class SubresourceHandler
{
    public bool Handles(ApiCall call) => false;

    public Task HandleAsync(ApiCall call) => throw Refusals.NoResource();
}
