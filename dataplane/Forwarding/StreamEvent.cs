using System.Text.Json;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What one server-sent event means to the router. Reading it allocates nothing but a rare finish reason.</summary>
public readonly record struct StreamEvent
{
    /// <summary>Carries a choice (or, in the Responses API, a part of the output): the first one commits the answer.</summary>
    public bool HasChoice { get; init; }

    /// <summary><c>choices: []</c> with a usage: hidden from clients that did not ask for it.</summary>
    public bool IsUsageOnly { get; init; }

    /// <summary>[DONE] or the Responses API's terminal event: nothing follows.</summary>
    public bool IsDone { get; init; }

    /// <summary>Choices that end with this event: those with a finish_reason.</summary>
    public int Finished { get; init; }

    /// <summary>UTF-8 bytes of what the model wrote: text, reasoning, arguments of calls. An escape counts about as much as what it stands for.</summary>
    public int TextBytes { get; init; }

    public bool IsError { get; init; }

    /// <summary>The server gave a choice up: what was sent of it is all there is.</summary>
    public bool IsAborted => FinishReason == FinishReasons.Abort;

    /// <summary>The data is not JSON.</summary>
    public bool IsGarbage { get; init; }

    public Usage? Usage { get; init; }
    public string? FinishReason { get; init; }

    public static StreamEvent Read(Dialect dialect, ReadOnlySpan<byte> text)
    {
        if (!SseData.TryGet(text, out var data)) return default;
        if (data.SequenceEqual("[DONE]"u8)) return new() { IsDone = true };
        try
        {
            return ReadJson(dialect, data);
        }
        // The latter for a name or word with half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new() { IsGarbage = true };
        }
    }

    private static StreamEvent ReadJson(Dialect dialect, ReadOnlySpan<byte> data)
    {
        var json = new Utf8JsonReader(data);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return new() { IsGarbage = true };

        var seen = default(StreamEvent);
        var emptyChoices = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("choices"u8)) seen = Choices(ref json, seen, out emptyChoices);
            else if (json.ValueTextEquals("usage"u8)) seen = seen with { Usage = UsageReader.Read(ref json) ?? seen.Usage };
            else if (json.ValueTextEquals("error"u8)) seen = seen with { IsError = IsPresent(ref json) };
            else if (dialect == Dialect.Responses && json.ValueTextEquals("type"u8)) seen = OfType(ref json, seen);
            else if (dialect == Dialect.Responses && json.ValueTextEquals("delta"u8)) seen = seen with { TextBytes = Measure(ref json) };
            else if (dialect == Dialect.Responses && json.ValueTextEquals("response"u8)) seen = seen with { Usage = UsageReader.ReadInside(ref json) ?? seen.Usage };
            else Skip(ref json);
        }

        return seen with { IsUsageOnly = emptyChoices && seen.Usage is not null };
    }

    private static StreamEvent Choices(ref Utf8JsonReader json, StreamEvent seen, out bool empty)
    {
        empty = false;
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return seen;
        }

        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            count++;
            seen = Choice(ref json, seen);
        }

        empty = count == 0;
        return seen with { HasChoice = count > 0 };
    }

    private static StreamEvent Choice(ref Utf8JsonReader json, StreamEvent seen)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return seen;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("delta"u8) || json.ValueTextEquals("text"u8))
            {
                seen = seen with { TextBytes = seen.TextBytes + Measure(ref json) };
                continue;
            }

            var isFinish = json.ValueTextEquals("finish_reason"u8);
            json.Read();
            if (isFinish && json.TokenType == JsonTokenType.String) seen = Finish(seen, FinishReasons.Known(ref json));
            else json.Skip();
        }

        return seen;
    }

    private static StreamEvent Finish(StreamEvent seen, string? reason) => reason is null ? seen
        : seen with { Finished = seen.Finished + 1, FinishReason = FinishReasons.Worse(seen.FinishReason, reason) };

    // Every string of the value but the role.
    private static int Measure(ref Utf8JsonReader json)
    {
        json.Read();
        var (bytes, depth) = (0, json.CurrentDepth);
        do
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("role"u8)) json.Skip();
            else if (json.TokenType == JsonTokenType.String) bytes += json.ValueSpan.Length - (json.ValueIsEscaped ? 3 * json.ValueSpan.Count("\\u"u8) : 0);
        }
        while ((json.CurrentDepth > depth || json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && json.Read());
        return bytes;
    }

    private static StreamEvent OfType(ref Utf8JsonReader json, StreamEvent seen)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String) return seen;
        if (json.ValueTextEquals("response.completed"u8)) return seen with { HasChoice = true, IsDone = true, FinishReason = "stop" };
        if (json.ValueTextEquals("response.incomplete"u8)) return seen with { HasChoice = true, IsDone = true, FinishReason = "length" };
        if (json.ValueTextEquals("response.failed"u8) || json.ValueTextEquals("error"u8)) return seen with { IsError = true };
        var isPreamble = json.ValueTextEquals("response.created"u8) || json.ValueTextEquals("response.in_progress"u8) || json.ValueTextEquals("response.queued"u8);
        return seen with { HasChoice = !isPreamble };
    }

    private static bool IsPresent(ref Utf8JsonReader json)
    {
        json.Read();
        var present = json.TokenType != JsonTokenType.Null;
        json.Skip();
        return present;
    }

    private static void Skip(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }
}
