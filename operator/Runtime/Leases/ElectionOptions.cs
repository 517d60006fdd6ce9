namespace LlmRouting.Operator.Runtime.Leases;

/// <summary>Which Lease is fought for, by whom, and client-go's times.</summary>
public sealed record ElectionOptions
{
    public required string Namespace { get; init; }
    public required string Name { get; init; }

    /// <summary>Never used by two processes, e.g. the pod's name, an underscore and a random part.</summary>
    public required string Identity { get; init; }

    /// <summary>Others take over this long after they saw the last renewal. Whole seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A holder stops believing in itself this long after it sent the last renewal that succeeded. The rest of the lease's duration is what clocks that run apart, and writes under way, may take.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between renewals, and at least between tries to take over.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
