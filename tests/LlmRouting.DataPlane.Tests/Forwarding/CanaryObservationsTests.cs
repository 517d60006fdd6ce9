using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>DESIGN §3: what counts on a canary's sides and what does not.</summary>
public sealed class CanaryObservationsTests
{
    [Theory]
    [InlineData(AttemptEnd.Answered, FailureKind.None, 200, CanaryObservation.Success)]
    [InlineData(AttemptEnd.Failed, FailureKind.ConnectFailure, 0, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Failed, FailureKind.Reset, 0, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Failed, FailureKind.ServerError, 500, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Failed, FailureKind.TooManyRequests, 429, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Failed, FailureKind.Unavailable, 503, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Failed, FailureKind.FirstTokenTimeout, 200, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Failed, FailureKind.TotalTimeout, 0, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Broken, FailureKind.IdleTimeout, 200, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Broken, FailureKind.ErrorEvent, 200, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Broken, FailureKind.Truncated, 200, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Failed, FailureKind.Unparsable, 200, CanaryObservation.Failure)]
    [InlineData(AttemptEnd.Answered, FailureKind.None, 400, CanaryObservation.None)]
    [InlineData(AttemptEnd.Answered, FailureKind.None, 413, CanaryObservation.None)]
    [InlineData(AttemptEnd.Answered, FailureKind.None, 422, CanaryObservation.None)]
    [InlineData(AttemptEnd.Failed, FailureKind.ContextExceeded, 400, CanaryObservation.None)]
    [InlineData(AttemptEnd.Failed, FailureKind.Stopping, 0, CanaryObservation.None)]
    [InlineData(AttemptEnd.ClientGone, FailureKind.None, 200, CanaryObservation.None)]
    public void Each_end_counts_as_it_should(AttemptEnd end, FailureKind failure, int status, CanaryObservation expected) =>
        Assert.Equal(expected, CanaryObservations.Of(Tier(managed: true), new AttemptResult(end, failure) { UpstreamStatus = status }));

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public void What_a_tier_of_ours_refuses_us_is_its_failure_and_what_another_does_is_not_counted(int status)
    {
        var result = new AttemptResult(AttemptEnd.Failed, FailureKind.Misconfigured) { UpstreamStatus = status };
        Assert.Equal(CanaryObservation.Failure, CanaryObservations.Of(Tier(managed: true), result));
        Assert.Equal(CanaryObservation.None, CanaryObservations.Of(Tier(managed: false), result));
    }

    [Fact]
    public void The_assigned_side_decides_whatever_a_fallback_answers()
    {
        var progress = new ForwardProgress(Tier(managed: true));
        progress.Failed(Tier(managed: true), AttemptResult.Fail(FailureKind.ServerError, 500));
        var fallback = Tier(managed: true) with { Role = CandidateRole.Fallback };
        Assert.Equal(CanaryObservation.Failure, progress.Ended(fallback, new AttemptResult(AttemptEnd.Answered) { UpstreamStatus = 200 }).Observed);
        Assert.Equal(CanaryObservation.Failure, progress.Ended(fallback, new AttemptResult(AttemptEnd.Answered) { UpstreamStatus = 400 }).Observed);
        Assert.Equal(CanaryObservation.Failure, progress.Ended(fallback, AttemptResult.Gone).Observed);
        Assert.Equal(CanaryObservation.Failure, progress.Exhausted("messages").Observed);
    }

    [Fact]
    public void A_retry_on_the_same_side_is_the_same_observation()
    {
        var progress = new ForwardProgress(Tier(managed: true));
        progress.Failed(Tier(managed: true), AttemptResult.Fail(FailureKind.ServerError, 500));
        Assert.Equal(CanaryObservation.Success, progress.Ended(Tier(managed: true), new AttemptResult(AttemptEnd.Answered) { UpstreamStatus = 200 }).Observed);
    }

    [Fact]
    public void What_was_held_for_a_wake_up_and_what_was_never_asked_is_not_counted()
    {
        var progress = new ForwardProgress(Tier(managed: true)) { WasHeld = true };
        Assert.Equal(CanaryObservation.None, progress.Ended(Tier(managed: true), new AttemptResult(AttemptEnd.Answered) { UpstreamStatus = 200 }).Observed);
        var skipped = new ForwardProgress(Tier(managed: true));
        skipped.Skipped(Tier(managed: true), Skip.BreakerOpen);
        Assert.Equal(CanaryObservation.None, skipped.Exhausted("messages").Observed);
    }

    private static Candidate Tier(bool managed)
    {
        var snapshot = new Contract.Snapshot.TierSnapshot { Namespace = "default", Name = "t", Uid = "u", Model = "m", Managed = managed };
        var tier = new RuntimeTier
        {
            Snapshot = snapshot, State = new TierState(snapshot, new ManualTime()), Endpoints = [], Capabilities = CapabilitySet.Of([]), ModelJson = [], Client = null!,
        };
        return new Candidate(tier, "t", CandidateRole.Assigned);
    }
}
