namespace LlmRouting.Contract.Frames;

/// <summary>What is being served.</summary>
public sealed record Acknowledgement
{
    /// <summary>Of the whole composed snapshot.</summary>
    public required string Revision { get; init; }

    /// <summary><see cref="ConfigFrame.Revision"/> of the configuration in it.</summary>
    public required string ConfigRevision { get; init; }

    /// <summary>Whether <see cref="Slots"/> are all there are; else those that changed since the last accepted report.</summary>
    public bool IsWhole { get; init; }

    public IReadOnlyList<SlotOrder> Slots { get; init; } = [];
}
