using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What counts on a canary's sides (DESIGN §3): decided by the assigned side alone, whatever the client finally received.</summary>
public static class CanaryObservations
{
    /// <param name="candidate">The tier that the request was assigned.</param>
    /// <param name="result">Of the last attempt there.</param>
    public static CanaryObservation Of(Candidate candidate, AttemptResult result) => result switch
    {
        { End: AttemptEnd.ClientGone } => CanaryObservation.None,
        // 400, 413, 422: the client's own mistake.
        { Failure: FailureKind.None, UpstreamStatus: >= 400 } => CanaryObservation.None,
        { Failure: FailureKind.None } => CanaryObservation.Success,
        { Failure: FailureKind.Misconfigured, UpstreamStatus: 401 or 403 or 404 or 405 } when !candidate.Tier.Snapshot.Managed => CanaryObservation.None,
        _ => result.Failure.BlamesUpstream() ? CanaryObservation.Failure : CanaryObservation.None,
    };

    /// <summary>Label value of llm_canary_requests_total.</summary>
    public static string Label(this CanaryObservation observed) => observed switch
    {
        CanaryObservation.None => "ignored",
        CanaryObservation.Success => "success",
        CanaryObservation.Failure => "failure",
        _ => throw new ArgumentOutOfRangeException(nameof(observed), observed, null),
    };
}
