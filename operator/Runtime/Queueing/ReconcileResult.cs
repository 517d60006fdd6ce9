namespace LlmRouting.Operator.Runtime.Queueing;

/// <summary>How a reconcile ended: done until something changes, or to be looked at again later. A failure is an exception.</summary>
public readonly record struct ReconcileResult
{
    /// <summary>Nothing to do until something changes.</summary>
    public static ReconcileResult Done => default;

    /// <summary>When to look again; null: when something changes.</summary>
    public TimeSpan? Again { get; private init; }

    /// <summary>Look again in <paramref name="delay"/>, or earlier if something changes.</summary>
    public static ReconcileResult After(TimeSpan delay) => new() { Again = delay };
}
