namespace LlmRouting.Contract.Frames;

/// <summary>Queue figures of one tier as they were scraped; the arrays are parallel. Orders count within one connection only.</summary>
public sealed record LoadFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Load, Tier);

    /// <summary>Tier key.</summary>
    public required string Tier { get; init; }

    public IReadOnlyList<string> BaseUrls { get; init; } = [];

    /// <summary>Requests in the batch; −1 where the server did not say.</summary>
    public IReadOnlyList<int> Running { get; init; } = [];

    /// <summary>Requests queued; −1 where the server did not say.</summary>
    public IReadOnlyList<int> Waiting { get; init; } = [];

    /// <summary>Share of the KV cache in use in thousandths; −1 where the server did not say.</summary>
    public IReadOnlyList<int> KvCache { get; init; } = [];

    /// <summary>Another every few seconds while the tier has requests: readings are forgotten after 15 s, so one that did not change is said again. 0 for an idle tier.</summary>
    public long Round { get; init; }
}
