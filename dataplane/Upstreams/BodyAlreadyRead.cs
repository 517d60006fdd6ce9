using Microsoft.AspNetCore.Http.Features;

namespace LlmRouting.DataPlane.Upstreams;

/// <summary>Tells YARP that there is no body left to copy, so that it builds nothing to copy it with; <see cref="UpstreamInvoker"/> brings ours.</summary>
public sealed class BodyAlreadyRead : IHttpRequestBodyDetectionFeature
{
    public static readonly BodyAlreadyRead Instance = new();

    private BodyAlreadyRead() { }

    public bool CanHaveBody => false;
}
