namespace LlmRouting.Contract.Frames;

/// <summary>The first line of every connection. All slots follow, changed or not, then a heartbeat.</summary>
public sealed record HelloFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Hello);

    public required string Gateway { get; init; }

    /// <summary>Who is speaking: the operator's pod name.</summary>
    public string Operator { get; init; } = "";

    /// <summary>
    /// Names the store whose resourceVersions orders count in. When it changes, as after a restore from a backup or a move to another cluster,
    /// older orders mean nothing and are forgotten. Empty: the sender does not know yet, and nothing is forgotten.
    /// </summary>
    public string Lineage { get; init; } = "";
}
