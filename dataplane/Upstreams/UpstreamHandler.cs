using System.Net.Http.Headers;

namespace LlmRouting.DataPlane.Upstreams;

/// <summary>Sends the spliced bytes instead of YARP's copy of the client's body, which has been read already: headers and body leave in one write.</summary>
public sealed class UpstreamHandler(SocketsHttpHandler inner) : DelegatingHandler(inner)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(UpstreamRequest.Body, out var body))
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = Json;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
