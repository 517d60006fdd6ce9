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

    /// <param name="bytes">Everything received so far.</param>
    public void Look(ReadOnlySpan<byte> bytes)
    {
        if (!begun) Begin(bytes);
        while (Failure == FailureKind.None && !HasChoice && framer.Next(bytes[looked..]) is var length and > 0)
        {
            var seen = StreamEvent.Read(dialect, bytes.Slice(looked, length));
            looked += length;
            HasChoice = seen.HasChoice;
            if (seen.IsError) Failure = FailureKind.ErrorEvent;
            if (seen.IsGarbage) Failure = FailureKind.Unparsable;
        }
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
