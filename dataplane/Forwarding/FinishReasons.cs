using System.Text.Json;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>OpenAI's finish reasons as shared strings; anything else is "other", so that an upstream cannot make label values.</summary>
public static class FinishReasons
{
    public static string Known(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("stop"u8)) return "stop";
        if (json.ValueTextEquals("length"u8)) return "length";
        if (json.ValueTextEquals("tool_calls"u8)) return "tool_calls";
        if (json.ValueTextEquals("content_filter"u8)) return "content_filter";
        return "other";
    }
}
