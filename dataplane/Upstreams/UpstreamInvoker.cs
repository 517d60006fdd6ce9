namespace LlmRouting.DataPlane.Upstreams;

/// <summary>Sends the spliced bytes instead of YARP's copy of the client's body, which has been read already: headers and body leave in one write.</summary>
public sealed class UpstreamInvoker(HttpMessageInvoker inner, ReadOnlyMemory<byte> body) : HttpMessageInvoker(NoHandler.Instance, disposeHandler: false)
{
    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return inner.SendAsync(request, cancellationToken);
    }

    // The base class insists on a handler of its own; ours is the inner invoker's.
    private sealed class NoHandler : HttpMessageHandler
    {
        public static readonly NoHandler Instance = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
