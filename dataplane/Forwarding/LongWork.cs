namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Which answers are large enough that reading them must not happen where their bytes arrived: on a thread that other connections wait for.</summary>
public static class LongWork
{
    /// <summary>About a tenth of a millisecond of JSON.</summary>
    public const int Bytes = 256 * 1024;
}
