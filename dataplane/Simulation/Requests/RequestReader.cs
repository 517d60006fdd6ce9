using System.Text.Json;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Requests;

/// <summary>Body bytes → <see cref="SimulatedRequest"/>, or the 400 that vLLM's request models would answer.</summary>
internal static class RequestReader
{
    /// <summary>Bounds on what one request can make the simulator allocate; OpenAI's n ends at 128 too.</summary>
    private const int MaxN = 128, MaxDimensions = 8192;

    public static SimulatedRequest? Read(Dialect dialect, ReadOnlyMemory<byte> body, out VllmError? error)
    {
        error = null;
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new FieldException("", "Input should be a valid dictionary");
            return dialect switch
            {
                Dialect.Completions => Completions(root),
                Dialect.Embeddings => Embeddings(root),
                _ => Conversation(dialect, root),
            };
        }
        catch (FieldException e)
        {
            error = VllmError.Field(e.Field, e.Message);
        }
        catch (JsonException e)
        {
            error = VllmError.Json(e.BytePositionInLine ?? 0);
        }
        catch (InvalidOperationException)
        {
            // a string that is no valid Unicode
            error = VllmError.Json(0);
        }

        return null;
    }

    private static SimulatedRequest Conversation(Dialect dialect, JsonElement root)
    {
        var talk = TalkReader.Read(root, dialect == Dialect.Chat ? "messages" : "input");
        return Common(dialect, root) with
        {
            Prompts = [talk.Prompt],
            Images = talk.Images,
            MaxTokens = dialect == Dialect.Chat ? root.Int("max_completion_tokens") ?? root.Int("max_tokens") : root.Int("max_output_tokens"),
            N = dialect == Dialect.Chat ? root.Int("n", MaxN) ?? 1 : 1,
            Tool = dialect == Dialect.Chat ? ToolReader.Read(root, talk) : null,
            MayChooseTools = dialect == Dialect.Chat && ToolReader.IsAuto(root),
            Document = FormatReader.Read(root),
        };
    }

    private static SimulatedRequest Completions(JsonElement root) => Common(Dialect.Completions, root) with
    {
        Prompts = Texts(root, "prompt"),
        MaxTokens = root.Int("max_tokens") ?? 16,
        N = root.Int("n", MaxN) ?? 1,
    };

    private static SimulatedRequest Embeddings(JsonElement root) => Common(Dialect.Embeddings, root) with
    {
        Stream = false,
        Prompts = Texts(root, "input"),
        Base64 = root.Text("encoding_format") == "base64",
        Dimensions = root.Int("dimensions", MaxDimensions),
    };

    private static SimulatedRequest Common(Dialect dialect, JsonElement root) => new()
    {
        Dialect = dialect,
        Prompts = [],
        Model = root.Text("model"),
        Stream = root.Flag("stream"),
        IncludeUsage = IncludeUsage(dialect, root),
        IgnoreEos = root.Flag("ignore_eos"),
        Stops = root.Child("stop", JsonValueKind.Array) is { } several ? [.. several.Strings()]
            : root.Text("stop") is { Length: > 0 } one ? [one] : [],
    };

    private static bool IncludeUsage(Dialect dialect, JsonElement root)
    {
        if (root.Child("stream_options", JsonValueKind.Object) is not { } options) return false;
        // vLLM asks Python whether they are true, which {} is not.
        if (dialect is Dialect.Chat or Dialect.Completions && !root.Flag("stream") && options.EnumerateObject().Any())
            throw new FieldException("", "Stream options can only be defined when `stream=True`.");
        return options.Flag("include_usage");
    }

    /// <summary>A text, texts, one prompt as token ids, or several.</summary>
    private static List<Prompt> Texts(JsonElement root, string field)
    {
        if (!root.TryGetProperty(field, out var value)) throw new FieldException(field, "Field required");
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind != JsonValueKind.Number)
            return [.. value.EnumerateArray().Select(v => One(v, field))];
        return [One(value, field)];
    }

    private static Prompt One(JsonElement value, string field) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => new Prompt(text, TokenCount.Of(text)),
        JsonValueKind.Array when value.GetArrayLength() > 0 => new Prompt(value.GetRawText(), value.GetArrayLength()),
        _ => throw new FieldException(field, "Input should be a valid string"),
    };
}
