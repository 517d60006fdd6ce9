namespace LlmRouting.DataPlane.State;

/// <summary>The side a split gave a request to; <see cref="None"/> where no split applied.</summary>
public enum SplitSide
{
    None = 0,
    Stable = 1,
    Canary = 2,
}
