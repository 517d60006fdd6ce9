using System.Buffers;
using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What a stream's events add up to: usage, finish reason, and the text the cache may keep.</summary>
public sealed class StreamTally(ForwardRequest request) : IDisposable
{
    /// <summary>Longer streams are not kept for the cache.</summary>
    public const int MaxRecordedBytes = 1024 * 1024;

    private PooledBuffer? recorded = request.Record ? new PooledBuffer(4096) : null;
    private Usage? usage;
    private int choiceEvents;
    private long textBytes;
    private int finished;
    private bool isDone;

    /// <summary>Whether the stream said that it is complete: [DONE], or a finish_reason for every choice of every prompt.</summary>
    public bool Ended => isDone || finished >= request.Body.Answers;

    public string? FinishReason { get; private set; }

    /// <summary>The upstream's count, or, where it sent none, an estimate: vLLM sends an event a token, others put many into one.</summary>
    public Usage Usage => usage ?? new Usage(request.Body.EstimatedPromptTokens, (int)Math.Min(int.MaxValue, Math.Max(choiceEvents, textBytes / 4)), Estimated: true);

    /// <summary>Null unless the stream's last word came: what is served again must be whole.</summary>
    public byte[]? Recorded => isDone ? recorded?.Span.ToArray() : null;

    /// <summary>False for the usage event of a client that did not ask for one: it is counted and hidden.</summary>
    public bool Count(in StreamEvent seen, ReadOnlySpan<byte> text)
    {
        if (seen.HasChoice) choiceEvents++;
        textBytes += seen.TextBytes;
        usage = seen.Usage ?? usage;
        FinishReason = FinishReasons.Worse(FinishReason, seen.FinishReason);
        isDone |= seen.IsDone;
        finished += seen.Finished;
        if (seen.IsUsageOnly && !request.Body.IncludeUsage) return false;
        Record(text);
        return true;
    }

    public void Dispose() => recorded?.Dispose();

    private void Record(ReadOnlySpan<byte> text)
    {
        if (recorded is null) return;
        recorded.Write(text);
        if (recorded.Length <= MaxRecordedBytes) return;
        recorded.Dispose();
        recorded = null;
    }
}
