namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Kinds that are answered and not stored.</summary>
public sealed class ReviewHandler
{
    public Task HandleAsync(ApiCall call) => throw Refusals.NotAllowed();
}
