using System.Diagnostics;
using System.Net.Http.Headers;

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
            if (from.Headers.TryGetValue(name, out var value) && value.Count == 1) to.TryAddWithoutValidation(name, value.ToString());
        }

        // With a span of ours the HTTP client writes its context; the client's own would skip it.
        if (Activity.Current is null && from.Headers.TraceParent is { Count: 1 } parent) to.TryAddWithoutValidation("traceparent", parent.ToString());
        to.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (requestId is not null) to.TryAddWithoutValidation("X-Request-Id", requestId);
        if (authorization is not null) to.TryAddWithoutValidation("Authorization", authorization);
    }
}
