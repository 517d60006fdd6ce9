using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Leases;

namespace LlmRouting.Operator.Tests.Runtime.Leases;

public sealed class ElectorTests
{
    private static readonly DateTimeOffset Wall = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Elector elector = new(new ElectionOptions { Namespace = "t", Name = "l", Identity = "me" });

    [Fact]
    public void Nobody_has_made_the_Lease_so_we_do_at_transition_0()
    {
        var step = elector.Saw(found: null, foundVersion: null, At(0), Wall)!;
        Assert.Equal(("me", 15, 0, (string?)null), (step.Spec!.HolderIdentity, step.Spec.LeaseDurationSeconds, step.Spec.LeaseTransitions, step.Version));
    }

    [Fact]
    public void A_Lease_that_nobody_holds_is_taken_at_once_and_counts_a_transition()
    {
        var step = elector.Saw(Held("", 4), "7", At(0), Wall)!;
        Assert.Equal(("me", 5, "7"), (step.Spec!.HolderIdentity, step.Spec.LeaseTransitions, step.Version));
    }

    [Fact]
    public void Another_holder_is_waited_for_by_our_clock_however_old_its_times_look()
    {
        var old = Held("other", 4) with { RenewTime = Wall.AddDays(-1) };
        Assert.Null(elector.Saw(old, "7", At(0), Wall));
        Assert.Null(elector.Saw(old, "7", At(14.9), Wall));
        Assert.NotNull(elector.Saw(old, "7", At(15), Wall));
    }

    [Fact]
    public void A_renewal_begins_the_wait_again_and_a_label_on_the_Lease_does_not()
    {
        Assert.Null(elector.Saw(Held("other", 4), "7", At(0), Wall));
        Assert.Null(elector.Saw(Held("other", 4) with { RenewTime = Wall.AddSeconds(9) }, "8", At(9), Wall));
        Assert.Null(elector.Saw(Held("other", 4) with { RenewTime = Wall.AddSeconds(9) }, "9", At(20), Wall));
        Assert.NotNull(elector.Saw(Held("other", 4) with { RenewTime = Wall.AddSeconds(9) }, "9", At(24), Wall));
    }

    [Fact]
    public void We_believe_for_10_s_from_when_the_renewal_was_sent_not_from_when_it_was_answered()
    {
        elector.Wrote(Held("me", 1), "7", sent: At(0), now: At(4));
        Assert.True(elector.IsLeader(At(9.999)));
        Assert.False(elector.IsLeader(At(10)));
    }

    [Fact]
    public void A_belief_that_ran_out_and_came_back_is_another_term()
    {
        elector.Wrote(Held("me", 1), "7", At(0), At(0));
        elector.Wrote(Held("me", 1), "8", At(2), At(2));
        Assert.Equal(1, elector.Term);
        elector.Wrote(Held("me", 1), "9", At(30), At(30));
        Assert.Equal(2, elector.Term);
    }

    [Fact]
    public void Seeing_another_holder_ends_our_belief_at_once()
    {
        elector.Wrote(Held("me", 1), "7", At(0), At(0));
        Assert.Null(elector.Saw(Held("other", 2), "8", At(1), Wall));
        Assert.False(elector.IsLeader(At(1)));
    }

    [Fact]
    public void A_Lease_that_was_deleted_is_not_made_again_while_its_holder_may_believe_in_it_and_its_transitions_go_on()
    {
        Assert.Null(elector.Saw(Held("other", 4), "7", At(0), Wall));
        Assert.Null(elector.Saw(found: null, foundVersion: null, At(14), Wall));
        Assert.Equal(5, elector.Saw(found: null, foundVersion: null, At(15), Wall)!.Spec!.LeaseTransitions);
    }

    [Fact]
    public void A_holder_renews_without_reading_unless_its_last_write_was_lost()
    {
        Assert.Equal(LeaseStep.Read, elector.Begin(At(0), Wall));
        elector.Wrote(Held("me", 1), "7", At(0), At(0));
        Assert.Equal("7", elector.Begin(At(2), Wall).Version);
        elector.Lost();
        Assert.Equal(LeaseStep.Read, elector.Begin(At(2), Wall));
    }

    [Fact]
    public void A_renewal_keeps_when_it_was_acquired_and_the_transitions()
    {
        elector.Wrote(Held("me", 3) with { AcquireTime = Wall.AddHours(-1) }, "7", At(0), At(0));
        var spec = elector.Begin(At(2), Wall).Spec!;
        Assert.Equal((Wall.AddHours(-1), Wall, 3), (spec.AcquireTime, spec.RenewTime, spec.LeaseTransitions));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static LeaseSpec Held(string by, int transitions) =>
        new() { HolderIdentity = by, LeaseDurationSeconds = 15, AcquireTime = Wall, RenewTime = Wall, LeaseTransitions = transitions };
}
