namespace LlmRouting.Operator.Publishing;

/// <summary>Who serves the frames.</summary>
public sealed record FramesOptions
{
    /// <summary>The operator's pod name.</summary>
    public required string Operator { get; init; }

    /// <summary>Names the store whose resourceVersions count; see <see cref="Contract.Frames.HelloFrame.Lineage"/>.</summary>
    public required Func<string> Lineage { get; init; }

    /// <summary>Whether the caches are complete and something has been published.</summary>
    public required Func<bool> IsReady { get; init; }

    /// <summary>How often the reader of a stream is reviewed again: a token that has ended, or a right that was taken away, ends the stream.</summary>
    public TimeSpan ReviewEvery { get; init; } = TimeSpan.FromMinutes(5);
}
