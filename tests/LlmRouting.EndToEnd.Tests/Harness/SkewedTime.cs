namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A clock that runs as all others and shows another time.</summary>
public sealed class SkewedTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
