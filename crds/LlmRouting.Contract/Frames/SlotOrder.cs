namespace LlmRouting.Contract.Frames;

/// <summary>The order a slot is served at.</summary>
/// <param name="Tier">Tier key of endpoints; null of every other kind.</param>
public sealed record SlotOrder(FrameKind Kind, string? Tier, FrameOrder Order);
