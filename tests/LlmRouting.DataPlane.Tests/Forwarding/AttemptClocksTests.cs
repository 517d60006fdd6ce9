using LlmRouting.DataPlane.Forwarding;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

public sealed class AttemptClocksTests
{
    [Fact]
    public void A_clock_that_did_not_run_out_is_lent_again()
    {
        var clocks = new AttemptClocks(TimeProvider.System, CancellationToken.None);
        AttemptClock first;
        using (clocks.Rent(TimeSpan.FromHours(1), TimeProvider.System.GetTimestamp(), default, out first)) first.ArmTotal();
        using var again = clocks.Rent(TimeSpan.FromHours(1), TimeProvider.System.GetTimestamp(), default, out var second);
        Assert.Same(first, second);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_clock_that_ran_out_is_not_lent_again()
    {
        var time = new ManualTime();
        var clocks = new AttemptClocks(time, CancellationToken.None);
        AttemptClock first;
        using (clocks.Rent(TimeSpan.FromSeconds(1), time.GetTimestamp(), default, out first))
        {
            first.ArmTotal();
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(FailureKind.TotalTimeout, first.Expired);
        }

        using var again = clocks.Rent(TimeSpan.FromSeconds(1), time.GetTimestamp(), default, out var second);
        Assert.NotSame(first, second);
    }

    [Fact]
    public void A_clock_whose_client_left_is_not_lent_again()
    {
        using var client = new CancellationTokenSource();
        var clocks = new AttemptClocks(TimeProvider.System, CancellationToken.None);
        AttemptClock first;
        using (clocks.Rent(TimeSpan.FromHours(1), TimeProvider.System.GetTimestamp(), client.Token, out first))
        {
            client.Cancel();
            Assert.True(first.Token.IsCancellationRequested);
        }

        using var again = clocks.Rent(TimeSpan.FromHours(1), TimeProvider.System.GetTimestamp(), default, out var second);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_client_that_leaves_when_its_attempt_is_over_stops_nobody_elses()
    {
        using var client = new CancellationTokenSource();
        var clocks = new AttemptClocks(TimeProvider.System, CancellationToken.None);
        AttemptClock first;
        using (clocks.Rent(TimeSpan.FromHours(1), TimeProvider.System.GetTimestamp(), client.Token, out first)) first.ArmTotal();
        using var again = clocks.Rent(TimeSpan.FromHours(1), TimeProvider.System.GetTimestamp(), default, out var second);
        client.Cancel();
        Assert.Same(first, second);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_router_that_stops_ends_the_attempts_under_way_and_those_to_come()
    {
        using var stopping = new CancellationTokenSource();
        var clocks = new AttemptClocks(TimeProvider.System, stopping.Token);
        using var rented = clocks.Rent(TimeSpan.FromHours(1), TimeProvider.System.GetTimestamp(), default, out var open);
        open.Arm(FailureKind.IdleTimeout, TimeSpan.FromHours(1));
        stopping.Cancel();
        using var late = clocks.Rent(TimeSpan.FromHours(1), TimeProvider.System.GetTimestamp(), default, out var next);
        Assert.Equal((FailureKind.Stopping, FailureKind.Stopping), (open.Expired, next.Expired));
        Assert.True(open.Token.IsCancellationRequested);
    }
}
