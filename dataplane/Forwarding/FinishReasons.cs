using System.Text.Json;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>OpenAI's finish reasons as shared strings; anything else is "other", so that an upstream cannot make label values.</summary>
public static class FinishReasons
{
    /// <summary>What vLLM and SGLang say when they gave a request up, as when they are put to sleep: no end of an answer.</summary>
    public const string Abort = "abort";

    // From a whole answer to none.
    private static readonly string?[] Ranks = [null, "stop", "length", "tool_calls", "content_filter", "other", Abort];

    /// <summary>Null for an empty one, which some servers write in every chunk.</summary>
    public static string? Known(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals(""u8)) return null;
        foreach (var known in Ranks.AsSpan(1))
        {
            if (json.ValueTextEquals(known)) return known;
        }

        return "other";
    }

    /// <summary>Of several choices the one that says least of a whole answer.</summary>
    public static string? Worse(string? one, string? other) => Array.IndexOf(Ranks, one) >= Array.IndexOf(Ranks, other) ? one : other;
}
