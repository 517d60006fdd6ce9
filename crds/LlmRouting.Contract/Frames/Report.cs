namespace LlmRouting.Contract.Frames;

/// <summary>What a data plane tells its operator. Lost, repeated or late reports do no harm: every member says what is, not what changed.</summary>
public sealed record Report
{
    public int Schema { get; init; } = FrameSchema.Newest;

    /// <summary>Names one run of the process; another run of the same pod has another.</summary>
    public required string Process { get; init; }

    /// <summary>Rises with every report of a process; of two, the higher is right.</summary>
    public required long Number { get; init; }

    /// <summary>Null where nothing was composed since the last report.</summary>
    public Acknowledgement? Acknowledged { get; init; }

    /// <summary>Frames that are not served though they are the newest; all of them.</summary>
    public IReadOnlyList<FrameRefusal> Refused { get; init; } = [];

    /// <summary>Requests that wait for a server; tiers without any are left out.</summary>
    public IReadOnlyList<HeldRequests> Held { get; init; } = [];

    /// <summary>Open requests of every server that is to drain.</summary>
    public IReadOnlyList<DrainingEndpoint> Draining { get; init; } = [];

    public IReadOnlyList<CanaryCounter> Canary { get; init; } = [];
}
