namespace LlmRouting.Operator.Runtime.Queueing;

/// <summary>How a controller works.</summary>
public sealed record ControllerOptions
{
    /// <summary>Keys worked on at once.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>A reconcile that takes longer is cancelled and counts as failed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a reconcile may go on after the controller was told to stop.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
