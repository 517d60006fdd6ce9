using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Presentation;

/// <summary>Chooses a presenter by the Accept header.</summary>
public static class Presenters
{
    private static readonly PlainPresenter Plain = new();

    public static Presenter For(ApiCall call) => Plain;
}
