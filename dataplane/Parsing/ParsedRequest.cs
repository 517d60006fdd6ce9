using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>
/// What one pass over a request body found. Reusable: <see cref="Reset"/> before it goes back to a pool; spans are valid until then.
/// Not thread-safe while it is filled.
/// </summary>
public sealed class ParsedRequest : IDisposable
{
    /// <summary>Tokens an image counts for: 1024 × 1024 at OpenAI's high detail.</summary>
    public const int TokensPerImage = 765;

    /// <summary>Tokens a clip of audio counts for: about 50 s at 10 tokens a second.</summary>
    public const int TokensPerAudio = 500;

    /// <summary>Tokens a chat template adds to each message: role and delimiters.</summary>
    public const int TokensPerMessage = 4;

    public Dialect Dialect { get; internal set; }
    public ReadOnlyMemory<byte> Body { get; internal set; }
    public string Model { get; internal set; } = "";
    public bool Stream { get; internal set; }

    /// <summary>Whether the client itself asked for a usage event (<c>stream_options.include_usage</c>).</summary>
    public bool IncludeUsage { get; internal set; }

    /// <summary>n, 1..128.</summary>
    public int Choices { get; internal set; } = 1;

    /// <summary>Prompts or inputs of a batch, each a sequence of its own; 1 for everything else.</summary>
    public int Prompts { get; internal set; } = 1;

    /// <summary>Answers asked for: n for every prompt.</summary>
    public long Answers => (long)Prompts * Choices;

    /// <summary>max_completion_tokens, else max_tokens; max_output_tokens for Responses; null where the client set none.</summary>
    public int? MaxTokens { get; internal set; }

    public double? Temperature { get; internal set; }

    /// <summary>The dialect and everything the request makes use of.</summary>
    public CapabilitySet Needs { get; internal set; }

    public bool HasTools => Needs.Contains(Capability.Tools);

    /// <summary>Messages of every role (S4.4); a batch of prompts or inputs is one.</summary>
    public int MessageCount => Texts.Segments.Length;

    public int UserTurns { get; internal set; }

    /// <summary>Decoded text of all messages with content, joined by one space (S4.4).</summary>
    public ReadOnlySpan<char> Text => Texts.Text;

    /// <summary>One for each message, in order; a prompt or input is a single user message, Responses' instructions a system message.</summary>
    public ReadOnlySpan<TextSegment> Segments => Texts.Segments;

    /// <summary>Whether <see cref="Text"/> is ASCII only.</summary>
    public bool IsAscii => Texts.Profile.IsAscii;

    /// <summary>False when <see cref="Text"/> is certainly in NFC already.</summary>
    public bool MayNeedNfc => Texts.Profile.MayNeedNfc;

    /// <summary>
    /// Prompt tokens to expect: characters by script (ASCII ÷ 4, Hangul and CJK ÷ 1.5, others ÷ 2), tools' and calls' JSON bytes ÷ 4,
    /// a constant per message, image and clip; token ids given as such are counted exactly.
    /// </summary>
    public int EstimatedPromptTokens => (int)Math.Min(int.MaxValue, Math.Ceiling(Texts.Profile.Tokens + ToolBytes / 4.0
        + ((double)TokensPerMessage * MessageCount) + ((double)TokensPerImage * Images) + ((double)TokensPerAudio * AudioClips) + TokenIds));

    /// <summary>The same of a batch's largest prompt, since each has a context of its own.</summary>
    public int LongestPromptTokens => Prompts == 1 ? EstimatedPromptTokens : (int)Math.Min(int.MaxValue, Math.Ceiling(LargestItem) + TokensPerMessage);

    /// <summary>Bytes kept for this request besides its body: the decoded text, and the body once more as an upstream gets it.</summary>
    public long HeldBytes => Texts.HeldBytes + Body.Length;

    internal TextAssembler Texts { get; } = new();
    internal long ToolBytes { get; set; }
    internal int Images { get; set; }
    internal int AudioClips { get; set; }
    internal long TokenIds { get; set; }

    /// <summary>Tokens of the largest item of a batch.</summary>
    internal double LargestItem { get; set; }

    /// <summary>Calls, files and the like: nothing we read, and yet something to answer to.</summary>
    internal bool HasOtherContent { get; set; }

    internal ulong SeenMembers { get; set; }
    internal ByteRange ModelValue { get; set; }
    internal ByteRange ToolsValue { get; set; }
    internal ByteRange PromptValue { get; set; }

    /// <summary>A member written as null is there and must be replaced, not added a second time.</summary>
    internal ByteRange TemperatureNull { get; set; }

    internal ByteRange MaxTokensNull { get; set; }
    internal StreamOptions StreamOptions { get; set; }

    /// <summary>Index of the root's closing brace.</summary>
    internal int RootEnd { get; set; }

    /// <summary>Whether there is anything for a model to answer to (S1.6, S2.8).</summary>
    internal bool HasContent => !Text.IsEmpty || Images > 0 || AudioClips > 0 || TokenIds > 0 || HasOtherContent;

    /// <summary>A number equal in every replica for prompts that begin alike: system messages, tools and the first user message, up to <paramref name="bytes"/> of UTF-8.</summary>
    public ulong PrefixHash(int bytes) => PromptPrefix.Hash(this, bytes);

    internal void Need(Capability capability) => Needs = Needs.With(capability);

    public void Reset()
    {
        Texts.Reset();
        Body = default;
        (Dialect, Model, Stream, IncludeUsage, Choices, UserTurns) = (default, "", false, false, 1, 0);
        (Prompts, LargestItem) = (1, 0);
        (MaxTokens, Temperature, Needs) = (null, null, default);
        (ToolBytes, Images, AudioClips, TokenIds, HasOtherContent, SeenMembers, RootEnd) = (0, 0, 0, 0, false, 0, 0);
        (ModelValue, ToolsValue, PromptValue, TemperatureNull, MaxTokensNull, StreamOptions) = (default, default, default, default, default, default);
    }

    public void Dispose()
    {
        Reset();
        Texts.Dispose();
    }
}
