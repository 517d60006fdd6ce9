namespace LlmRouting.Contract.Frames;

/// <summary>What a frame replaces: one frame is kept of each slot.</summary>
/// <param name="Tier">Tier key of endpoints and load; null of every other kind.</param>
public readonly record struct FrameSlot(FrameKind Kind, string? Tier = null)
{
    public override string ToString() => Tier is null ? Kind.ToString().ToLowerInvariant() : $"{Kind.ToString().ToLowerInvariant()}/{Tier}";
}
