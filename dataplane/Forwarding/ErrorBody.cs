using System.Text.Json;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What an error says of itself: the <c>error</c> object, or, from vLLM before 0.10, its members without the <c>error</c> around them.</summary>
public readonly record struct ErrorBody
{
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
            return json.RootElement.ValueKind != JsonValueKind.Object ? default
                : !json.RootElement.TryGetProperty("error"u8, out var error) ? Of(json.RootElement)
                : error.ValueKind == JsonValueKind.Object ? Of(error)
                : default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or text that is no Unicode.
            return default;
        }
    }

    private static ErrorBody Of(JsonElement error) => new()
    {
        Message = TextOf(error, "message"u8),
        Code = TextOf(error, "code"u8),
        Status = error.TryGetProperty("code"u8, out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var status) ? status : 0,
    };

    private static string? TextOf(JsonElement error, ReadOnlySpan<byte> name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
