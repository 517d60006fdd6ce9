using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Outgoing headers are an allow-list: the client's Authorization, Cookie and x-llm-* never travel upstream.</summary>
public static class UpstreamHeaders
{
    private static readonly string[] Passed = ["Accept", "User-Agent", "OpenAI-Beta"];

    /// <param name="requestId">Ours, for servers that we run; it says which policy and key a request belongs to, which is nobody else's business.</param>
    public static void Write(HttpRequest from, HttpRequestHeaders to, string? authorization, string? requestId)
    {
        foreach (var name in Passed)
        {
            if (from.Headers.TryGetValue(name, out var value)) Pass(name, value, to);
        }

        // With a span of ours the HTTP client writes its context; the client's own would skip it.
        if (Activity.Current is null) Pass("traceparent", from.Headers.TraceParent, to);
        to.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (requestId is not null) to.TryAddWithoutValidation("X-Request-Id", requestId);
        if (authorization is not null) to.TryAddWithoutValidation("Authorization", authorization);
    }

    // Kestrel reads UTF-8, but SocketsHttpHandler fails a request whose headers are not ASCII, which would look like the upstream's fault.
    private static void Pass(string name, in StringValues value, HttpRequestHeaders to)
    {
        if (value.Count == 1 && value[0] is { } text && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')) to.TryAddWithoutValidation(name, text);
    }
}
