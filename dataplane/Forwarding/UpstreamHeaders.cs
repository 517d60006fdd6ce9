using System.Net.Http.Headers;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Outgoing headers are an allow-list: the client's Authorization, Cookie and x-llm-* never travel upstream.</summary>
public static class UpstreamHeaders
{
    private static readonly string[] Passed = ["Accept", "User-Agent", "OpenAI-Beta", "traceparent", "tracestate"];

    public static void Write(HttpRequest from, HttpRequestHeaders to, string? authorization, string requestId)
    {
        foreach (var name in Passed)
        {
            if (from.Headers.TryGetValue(name, out var value) && value.Count == 1) to.TryAddWithoutValidation(name, value.ToString());
        }

        to.TryAddWithoutValidation("Accept-Encoding", "identity");
        to.TryAddWithoutValidation("X-Request-Id", requestId);
        if (authorization is not null) to.TryAddWithoutValidation("Authorization", authorization);
    }
}
