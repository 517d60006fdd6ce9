using System.Text.Json;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>
/// What an error says of itself: in the <c>error</c> object; from vLLM before 0.10 in its members without the <c>error</c> around them; from TGI, TEI and Ollama
/// in an <c>error</c>, from Starlette in a <c>detail</c> that is a text.
/// </summary>
public readonly record struct ErrorBody
{
    public ErrorShape Shape { get; private init; }

    public string? Message { get; private init; }

    /// <summary><c>code</c> where it is a word, as OpenAI's.</summary>
    public string? Code { get; private init; }

    /// <summary><c>code</c> where it is a number, as vLLM's and SGLang's: an HTTP status; 0: none.</summary>
    public int Status { get; private init; }

    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? OfRoot(json.RootElement) : default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or text that is no Unicode.
            return default;
        }
    }

    private static ErrorBody OfRoot(JsonElement root)
    {
        if (!root.TryGetProperty("error"u8, out var error)) return Of(root, ErrorShape.Bare) with { Message = TextOf(root, "message"u8) ?? TextOf(root, "detail"u8) };
        return error.ValueKind == JsonValueKind.Object ? Of(error, ErrorShape.Wrapped) : new() { Message = TextOf(root, "error"u8) };
    }

    private static ErrorBody Of(JsonElement error, ErrorShape shape)
    {
        var message = TextOf(error, "message"u8);
        return new()
        {
            Shape = message is null ? ErrorShape.Foreign : shape,
            Message = message,
            Code = TextOf(error, "code"u8),
            Status = error.TryGetProperty("code"u8, out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var status) ? status : 0,
        };
    }

    private static string? TextOf(JsonElement error, ReadOnlySpan<byte> name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
