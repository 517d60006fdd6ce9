namespace LlmRouting.Contract.Frames;

/// <summary>What one side of a canary did within ten seconds; counts only rise. With the pod and <see cref="Report.Process"/> the first four members are its name.</summary>
public sealed record CanaryCounter
{
    public required string RolloutUid { get; init; }
    public required int Epoch { get; init; }
    public required CanarySide Side { get; init; }

    /// <summary>Tens of seconds of the sender's monotonic clock.</summary>
    public required long Bucket { get; init; }

    /// <summary>How many seconds before the report the bucket began, by the sender's clock; places it on the receiver's.</summary>
    public required double BeganSecondsAgo { get; init; }

    /// <summary>Requests that ended, failures included.</summary>
    public required long Requests { get; init; }

    /// <summary>Of these, those that failed on this side, whatever the client finally received.</summary>
    public required long Failures { get; init; }

    /// <summary>Who made the requests: hashes of caller ids that are alike in every data plane, as <see cref="CallerSketch"/> keeps them.</summary>
    public IReadOnlyList<uint> Callers { get; init; } = [];

    /// <summary>Of these, those with a failed request.</summary>
    public IReadOnlyList<uint> FailedCallers { get; init; } = [];
}
