using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Writes answers.</summary>
public static class Answers
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public static Task JsonAsync(HttpContext http, int code, JsonNode body, string contentType = "application/json") =>
        BytesAsync(http, code, Wire.Encode(body), contentType);

    public static async Task BytesAsync(HttpContext http, int code, ReadOnlyMemory<byte> body, string contentType)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = contentType;
        var line = body.Length == 0 || contentType.StartsWith("text/plain", StringComparison.Ordinal) ? 0 : 1;
        http.Response.ContentLength = body.Length + line;
        if (http.Request.Method == "HEAD") return;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
        if (line > 0) await http.Response.Body.WriteAsync(NewLine, http.RequestAborted);
    }

    public static Task TextAsync(HttpContext http, int code, string text) =>
        BytesAsync(http, code, System.Text.Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    public static Task RefuseAsync(HttpContext http, ApiRefusal refusal)
    {
        if (refusal.RetryAfterSeconds is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (refusal.ContentType is { } type && refusal.Body is JsonValue text) return BytesAsync(http, refusal.Code, System.Text.Encoding.UTF8.GetBytes((string)text!), type);
        return JsonAsync(http, refusal.Code, refusal.Body);
    }

    /// <summary>Warning headers: 299, quoted.</summary>
    public static void Warn(HttpContext http, IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0) return;
        http.Response.Headers.Append("Warning", new Microsoft.Extensions.Primitives.StringValues([.. warnings.Select(w => $"299 - \"{w.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"")]));
    }
}
