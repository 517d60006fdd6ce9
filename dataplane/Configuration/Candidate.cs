namespace LlmRouting.DataPlane.Configuration;

/// <summary>A tier that may serve a request, in the order they are tried.</summary>
/// <param name="Name">The tier's name in the policy.</param>
/// <param name="Role">How the request comes to it.</param>
public sealed record Candidate(RuntimeTier Tier, string Name, CandidateRole Role);

public enum CandidateRole
{
    /// <summary>Where selection and split sent it; the only one that canary gates observe.</summary>
    Assigned,

    /// <summary>The stable side of a canary that failed.</summary>
    OwnStable,

    Fallback,
}
