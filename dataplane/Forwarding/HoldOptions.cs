namespace LlmRouting.DataPlane.Forwarding;

/// <summary>How many requests of a tier without servers wait for one, and how long. For each tier.</summary>
/// <param name="Requests">0: none waits.</param>
/// <param name="Bytes">Of their bodies together.</param>
/// <param name="For">Then they go to a fallback, or are refused.</param>
public sealed record HoldOptions(int Requests, long Bytes, TimeSpan For)
{
    public static HoldOptions Standard { get; } = new(256, 64 << 20, TimeSpan.FromSeconds(60));

    public static HoldOptions None { get; } = new(0, 0, TimeSpan.Zero);
}
