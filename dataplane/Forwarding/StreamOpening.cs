using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Looks for the first choice of a stream. What has been looked at is not looked at again, however slowly the stream begins.</summary>
public struct StreamOpening(Dialect dialect)
{
    private SseFramer framer;
    private int looked;
    private int blank;
    private bool begun;

    /// <summary>Whether a choice has come: the answer may be committed.</summary>
    public bool HasChoice { get; private set; }

    /// <summary>Why this is no answer; None while it may become one.</summary>
    public FailureKind Failure { get; private set; }

    /// <summary>Data of the error event that came in place of a choice; null where none did.</summary>
    public byte[]? Error { get; private set; }

    /// <param name="bytes">Everything received so far.</param>
    public void Look(ReadOnlySpan<byte> bytes)
    {
        if (!begun) Begin(bytes);
        while (Failure == FailureKind.None && !HasChoice && framer.Next(bytes[looked..]) is var length and > 0)
        {
            var text = bytes.Slice(looked, length);
            var seen = StreamEvent.Read(dialect, text);
            looked += length;
            HasChoice = seen.HasChoice;
            if (seen.IsError) Refused(text);
            if (seen.IsAborted) Failure = FailureKind.Truncated;
            if (seen.IsGarbage) Failure = FailureKind.Unparsable;
        }
    }

    private void Refused(ReadOnlySpan<byte> text)
    {
        Failure = FailureKind.ErrorEvent;
        if (SseData.TryGet(text, out var data)) Error = data.ToArray();
    }

    // A JSON document or a page is told by its first letters, so that nobody waits for its events.
    private void Begin(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[blank..].TrimStart(" \t\r\n"u8);
        blank = bytes.Length - rest.Length;
        begun = rest.Length >= "event".Length;
        if (!SseData.MayBeEvents(rest)) Failure = FailureKind.Unparsable;
    }
}
