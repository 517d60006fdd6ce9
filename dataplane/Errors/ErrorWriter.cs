using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmRouting.DataPlane.Errors;

/// <summary>Writes refusals the way OpenAI does, so that its clients raise the error classes their users expect.</summary>
public static class ErrorWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async ValueTask WriteAsync(HttpResponse response, Refusal refusal)
    {
        response.StatusCode = refusal.Status;
        response.ContentType = "application/json";
        if (refusal.RetryAfter is { } wait) response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (!refusal.ShouldRetry) response.Headers["x-should-retry"] = "false";
        WriteBody(response.BodyWriter, refusal);
        await response.BodyWriter.FlushAsync();
    }

    /// <summary>The body alone.</summary>
    public static byte[] Bytes(Refusal refusal)
    {
        var body = new ArrayBufferWriter<byte>();
        WriteBody(body, refusal);
        return body.WrittenSpan.ToArray();
    }

    private static void WriteBody(IBufferWriter<byte> body, Refusal refusal)
    {
        using var json = new Utf8JsonWriter(body, Options);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", refusal.Message);
        json.WriteString("type", refusal.Type);
        json.WriteString("param", refusal.Param);
        json.WriteString("code", refusal.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
