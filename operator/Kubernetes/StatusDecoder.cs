using System.Net;
using System.Text.Json;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Refusals to exceptions.</summary>
internal static class StatusDecoder
{
    private const int LongestText = 300;

    public static KubernetesException OfEvent(JsonElement status) => Of(status, (HttpStatusCode)(status.Number("code") ?? 500), "", retryAfter: null);

    /// <param name="body">Any bytes: a Status, one without kind (the 504 of the outer filter), plain text, a proxy's page, nothing.</param>
    /// <param name="what">Method and path, for the message.</param>
    public static KubernetesException OfAnswer(HttpStatusCode code, ReadOnlyMemory<byte> body, string what, TimeSpan? retryAfter)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.Text("status") == "Failure") return Of(document.RootElement, code, what, retryAfter);
        }
        catch (JsonException)
        {
            return OfText(code, body, what, retryAfter);
        }

        return OfText(code, body, what, retryAfter);
    }

    private static KubernetesException Of(JsonElement status, HttpStatusCode code, string what, TimeSpan? retryAfter)
    {
        var details = status.Member("details") ?? default;
        var message = status.Text("message") is { Length: > 0 } text ? text : status.Text("reason") ?? "refused without a message";
        return new KubernetesException(code, status.Text("reason") is { Length: > 0 } reason ? reason : null, Message(code, what, message))
        {
            RetryAfter = retryAfter ?? (details.Number("retryAfterSeconds") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null),
            ObjectName = details.Text("name"),
            ObjectKind = details.Text("kind"),
            Causes = details.Member("causes") is { ValueKind: JsonValueKind.Array } causes ? [.. causes.EnumerateArray().Select(Cause)] : [],
        };
    }

    private static StatusCause Cause(JsonElement cause) => new(cause.Text("reason"), cause.Text("message"), cause.Text("field"));

    private static KubernetesException OfText(HttpStatusCode code, ReadOnlyMemory<byte> body, string what, TimeSpan? retryAfter)
    {
        var text = System.Text.Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestText)]).Trim();
        return new KubernetesException(code, reason: null, Message(code, what, text.Length == 0 ? code.ToString() : text)) { RetryAfter = retryAfter };
    }

    private static string Message(HttpStatusCode code, string what, string text) => what.Length == 0 ? $"{text} ({(int)code})" : $"{what}: {text} ({(int)code})";
}
