using System.Text.Json;
using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Reads OpenAI usage objects, with the names of chat (prompt_tokens) and of Responses (input_tokens).</summary>
public static class UsageReader
{
    /// <summary>The reader stands on the property name; afterwards on the value's last token. Null where the value is null or no object.</summary>
    public static Usage? Read(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        int prompt = 0, completion = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("prompt_tokens"u8) || json.ValueTextEquals("input_tokens"u8)) prompt = Count(ref json);
            else if (json.ValueTextEquals("completion_tokens"u8) || json.ValueTextEquals("output_tokens"u8)) completion = Count(ref json);
            else json.Skip();
        }

        return new Usage(prompt, completion, Estimated: false);
    }

    /// <summary>The usage of an object that is itself a value, as in the Responses API's <c>response</c>.</summary>
    public static Usage? ReadInside(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        Usage? usage = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("usage"u8)) usage = Read(ref json);
            else json.Skip();
        }

        return usage;
    }

    private static int Count(ref Utf8JsonReader json)
    {
        json.Read();
        var isCount = json.TokenType == JsonTokenType.Number && json.TryGetInt32(out _);
        if (isCount) return Math.Max(0, json.GetInt32());
        json.Skip();
        return 0;
    }
}
