namespace LlmRouting.Contract.Frames;

/// <summary>What became of a frame.</summary>
public enum FrameVerdict
{
    /// <summary>It replaced its slot's.</summary>
    Taken,

    /// <summary>Its slot holds a newer one.</summary>
    Stale,

    /// <summary>It speaks of another gateway.</summary>
    OtherGateway,

    /// <summary>There are more tiers than can be right.</summary>
    TooMany,
}
