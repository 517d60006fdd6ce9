namespace LlmRouting.Contract.Frames;

/// <summary>A frame that cannot be served; the last good one of its slot goes on.</summary>
/// <param name="Tier">Tier key of endpoints; null of every other kind.</param>
/// <param name="Problems">Sentences for people.</param>
public sealed record FrameRefusal(FrameKind Kind, string? Tier, FrameOrder Order, IReadOnlyList<string> Problems);
