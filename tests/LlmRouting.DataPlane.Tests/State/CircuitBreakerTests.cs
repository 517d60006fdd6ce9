using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.State;

public sealed class CircuitBreakerTests
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(30);

    private readonly ManualTime time = new();
    private readonly CircuitBreaker breaker;

    public CircuitBreakerTests() => breaker = new(new BreakerSnapshot(), time);

    [Fact]
    public void The_fifth_consecutive_failure_opens_S3_8()
    {
        for (var i = 0; i < 4; i++) Assert.False(Enter().Failure());
        Assert.Equal(BreakerState.Closed, breaker.State);
        Assert.True(Enter().Failure());
        Assert.Equal(BreakerState.Open, breaker.State);
        Assert.Equal(5, breaker.Failures);
        Assert.False(breaker.TryEnter(out _));
    }

    [Fact]
    public void A_probe_that_has_begun_counts_once_and_leaves_its_place_to_the_next()
    {
        Fail(5);
        time.Advance(OpenFor);
        var first = Enter();
        Assert.False(breaker.TryEnter(out _));
        first.Begun();
        first.Begun();
        var second = Enter();
        Assert.False(first.Success());
        // The first one's end must not free the place of the second.
        Assert.False(breaker.TryEnter(out _));
        second.Begun();
        second.Abandon();
        Assert.Equal(BreakerState.HalfOpen, breaker.State);
        var third = Enter();
        third.Begun();
        Assert.Equal(BreakerState.Closed, breaker.State);
        Assert.True(third.Success());
    }

    [Fact]
    public void Who_leaves_after_it_has_begun_frees_no_other_probe_s_place()
    {
        Fail(5);
        time.Advance(OpenFor);
        var first = Enter();
        first.Begun();
        var second = Enter();
        first.Abandon();
        Assert.False(breaker.TryEnter(out _));
        Assert.True(second.Failure());
    }

    [Fact]
    public void A_success_in_closed_resets_S3_8()
    {
        Fail(4);
        Enter().Success();
        Assert.Equal(0, breaker.Failures);
        Fail(4);
        Assert.Equal(BreakerState.Closed, breaker.State);
    }

    [Fact]
    public void Open_lasts_30_s_and_says_how_much_is_left_S3_8()
    {
        Fail(5);
        Assert.Equal(OpenFor, breaker.RetryAfter);
        time.Advance(OpenFor - TimeSpan.FromTicks(1));
        Assert.False(breaker.TryEnter(out _));
        Assert.Equal(TimeSpan.FromTicks(1), breaker.RetryAfter);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(BreakerState.HalfOpen, breaker.State);
        Assert.True(breaker.TryEnter(out _));
    }

    [Fact]
    public void Half_open_lets_one_probe_at_a_time_S3_8()
    {
        HalfOpen();
        var probe = Enter();
        Assert.False(breaker.TryEnter(out _));
        Assert.True(breaker.RetryAfter > TimeSpan.Zero);
        probe.Success();
        Assert.True(breaker.TryEnter(out _));
    }

    [Fact]
    public void Three_half_open_successes_close_S3_8()
    {
        HalfOpen();
        Assert.False(Enter().Success());
        Assert.False(Enter().Success());
        Assert.Equal(BreakerState.HalfOpen, breaker.State);
        Assert.True(Enter().Success());
        Assert.Equal(BreakerState.Closed, breaker.State);
        Assert.Equal(0, breaker.Failures);
        Assert.Equal(TimeSpan.Zero, breaker.RetryAfter);
    }

    [Fact]
    public void Any_half_open_failure_opens_for_the_whole_time_again_S3_8()
    {
        HalfOpen();
        Enter().Success();
        Enter().Success();
        Assert.True(Enter().Failure());
        Assert.Equal(BreakerState.Open, breaker.State);
        Assert.Equal(OpenFor, breaker.RetryAfter);
        time.Advance(OpenFor);
        Enter().Success();
        Enter().Success();
        Assert.Equal(BreakerState.HalfOpen, breaker.State);
    }

    [Fact]
    public void An_abandoned_probe_frees_its_place_and_counts_as_neither()
    {
        HalfOpen();
        using (Enter()) Assert.False(breaker.TryEnter(out _));
        Assert.Equal(BreakerState.HalfOpen, breaker.State);
        Assert.True(breaker.TryEnter(out _));
    }

    [Fact]
    public void A_permit_counts_once()
    {
        var permit = Enter();
        for (var i = 0; i < 10; i++) permit.Failure();
        permit.Success();
        permit.Abandon();
        Assert.Equal(1, breaker.Failures);
    }

    [Fact]
    public void Permits_from_before_a_change_of_state_change_nothing()
    {
        var (late, lateToo) = (Enter(), Enter());
        HalfOpen();
        var probe = Enter();
        late.Failure();
        Assert.Equal(BreakerState.HalfOpen, breaker.State);
        lateToo.Abandon();
        Assert.False(breaker.TryEnter(out _));
        for (var i = 0; i < 3; i++, probe = i < 3 ? Enter() : probe) probe.Success();
        Assert.Equal(BreakerState.Closed, breaker.State);
    }

    [Fact]
    public void New_settings_keep_state_and_counts()
    {
        Fail(4);
        breaker.Update(new BreakerSnapshot { ConsecutiveFailures = 2, OpenFor = TimeSpan.FromSeconds(5) });
        Assert.Equal(BreakerState.Closed, breaker.State);
        Assert.Equal(4, breaker.Failures);
        Fail(1);
        Assert.Equal(TimeSpan.FromSeconds(5), breaker.RetryAfter);
        breaker.Update(new BreakerSnapshot());
        Assert.Equal(OpenFor, breaker.RetryAfter);
    }

    private BreakerPermit Enter()
    {
        Assert.True(breaker.TryEnter(out var permit));
        return permit;
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++) Enter().Failure();
    }

    private void HalfOpen()
    {
        Fail(5);
        time.Advance(OpenFor);
    }
}
