using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>How forwarding ended, over all attempts and tiers.</summary>
public sealed record ForwardOutcome
{
    /// <summary>The tier that answered, or was asked last.</summary>
    public required Candidate Candidate { get; init; }

    public required AttemptResult Last { get; init; }

    /// <summary>Attempts before the last that used tokens and came to nothing.</summary>
    public IReadOnlyList<LostAttempt> Lost { get; init; } = [];

    /// <summary>Requests sent upstream; 0 where no tier could be asked.</summary>
    public required int Attempts { get; init; }

    /// <summary>What the client must still be told; null once it has been answered or is gone.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What the assigned side did, whatever the client finally received.</summary>
    public CanaryObservation Observed { get; init; }
}
