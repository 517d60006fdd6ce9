using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.State;

public sealed class RateLimitStateTests
{
    private static readonly RateLimitSnapshot HundredAMinute = new() { Name = "free", Requests = 100, Window = TimeSpan.FromSeconds(60) };
    private static readonly RateLimitSnapshot ThousandTokens = new() { Name = "tokens", Tokens = 1000, Window = TimeSpan.FromSeconds(10) };

    private readonly ManualTime time = new();
    private readonly RateLimitState state;

    public RateLimitStateTests() => state = new(time);

    [Fact]
    public void Exactly_100_of_137_requests_pass_S3_3()
    {
        Assert.Equal(100, Enumerable.Range(0, 137).Count(_ => Reserve([HundredAMinute]) is null));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(3, 34)]
    [InlineData(200, 1)]
    public void A_limit_is_divided_among_the_data_planes_and_headers_show_the_share(int replicas, int share)
    {
        var divided = new RateLimitState(time, replicas: () => replicas);
        Assert.Equal(share, Enumerable.Range(0, 137).Count(_ => divided.TryReserve("p", [HundredAMinute], "k", 1, out var _) is null));
        Assert.Contains($"{share} requests", divided.TryReserve("p", [HundredAMinute], "k", 1, out var refused)!.Message, StringComparison.Ordinal);
        Assert.Equal(share, refused.Status.Requests!.Value.Limit);
    }

    [Fact]
    public void Another_number_of_data_planes_leaves_as_much_of_a_share_used()
    {
        var replicas = 1;
        var divided = new RateLimitState(time, replicas: () => replicas);
        for (var i = 0; i < 40; i++) Assert.Null(divided.TryReserve("p", [HundredAMinute], "k", 1, out _));
        replicas = 2;
        Assert.Equal(30, Enumerable.Range(0, 100).Count(_ => divided.TryReserve("p", [HundredAMinute], "k", 1, out var _) is null));
        replicas = 1;
        Assert.NotNull(divided.TryReserve("p", [HundredAMinute], "k", 1, out _));
    }

    [Fact]
    public void Data_planes_that_come_and_go_forgive_neither_use_nor_debt()
    {
        var replicas = 2;
        var divided = new RateLimitState(time, replicas: () => replicas);
        RateLimitSnapshot[] limits = [HundredAMinute, new() { Name = "tokens", Tokens = 1000, Window = TimeSpan.FromMinutes(1) }];
        Assert.Null(divided.TryReserve("p", limits, "k", 100_000, out _));
        var allowed = 1;
        for (var i = 0; i < 20; i++)
        {
            replicas = 2 + (i % 2);
            allowed += Enumerable.Range(0, 100).Count(_ => divided.TryReserve("p", [HundredAMinute], "k", 1, out var _) is null);
            Assert.True(divided.TryReserve("p", limits, "k", 1, out _)!.RetryAfter > TimeSpan.FromMinutes(190));
        }

        Assert.Equal(50, allowed);
    }

    [Fact]
    public async Task Exactly_100_of_400_concurrent_requests_pass_S3_3()
    {
        var passed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 100).Count(_ => Reserve([HundredAMinute]) is null))));
        Assert.Equal(100, passed.Sum());
    }

    [Fact]
    public void A_refusal_is_429_names_the_limit_and_says_exactly_when_to_come_back()
    {
        for (var i = 0; i < 100; i++) Reserve([HundredAMinute]);
        var refusal = Reserve([HundredAMinute])!;
        Assert.Equal((429, "rate_limit_exceeded"), (refusal.Status, refusal.Code));
        Assert.Contains("'free'", refusal.Message);
        Assert.Equal(TimeSpan.FromMilliseconds(600), refusal.RetryAfter);
    }

    [Fact]
    public void Coming_back_after_retry_after_passes_and_a_tick_earlier_does_not()
    {
        var limits = Gen.Choose(1, 1000).Zip(Gen.Choose(1, 100_000)).Zip(Gen.Choose(1, 1000));
        Check.QuickThrowOnFailure(Prop.ForAll(limits.ToArbitrary(), limit =>
        {
            var ((capacity, milliseconds), tokens) = limit;
            var rule = new RateLimitSnapshot { Name = "any", Tokens = capacity, Window = TimeSpan.FromMilliseconds(milliseconds) };
            var limited = new RateLimitState(time);
            Refusal? refusal;
            while ((refusal = limited.TryReserve("p", [rule], "k", tokens, out _)) is null) { }
            time.Advance(refusal.RetryAfter!.Value - TimeSpan.FromTicks(1));
            var early = limited.TryReserve("p", [rule], "k", tokens, out _);
            time.Advance(TimeSpan.FromTicks(1));
            return early?.RetryAfter == TimeSpan.FromTicks(1) && limited.TryReserve("p", [rule], "k", tokens, out _) is null;
        }));
    }

    [Fact]
    public void No_run_passes_more_than_the_capacity_and_the_refill()
    {
        var arrivals = Gen.Choose(0, 3000).ListOf(300);
        Check.QuickThrowOnFailure(Prop.ForAll(arrivals.ToArbitrary(), gaps =>
        {
            var limited = new RateLimitState(time);
            var rule = HundredAMinute with { Requests = 20, Window = TimeSpan.FromSeconds(20) };
            List<DateTimeOffset> passed = [];
            foreach (var gap in gaps)
            {
                time.Advance(TimeSpan.FromMilliseconds(gap % 7 == 0 ? gap * 10 : gap / 10));
                if (limited.TryReserve("p", [rule], "k", 1, out _) is null) passed.Add(time.GetUtcNow());
            }
            return Enumerable.Range(0, passed.Count).All(from => Enumerable.Range(from, passed.Count - from)
                .All(to => to - from + 1 <= 20 + (passed[to] - passed[from]).TotalSeconds + 1e-9));
        }));
    }

    [Fact]
    public void Several_limits_are_taken_all_or_not_at_all()
    {
        Assert.Null(Reserve([HundredAMinute, ThousandTokens], tokens: 900));
        Assert.Contains("'tokens'", Reserve([HundredAMinute, ThousandTokens], tokens: 200)!.Message);
        Reserve([HundredAMinute], tokens: 0, out var reservation);
        Assert.Equal(98, reservation.Status.Requests!.Value.Remaining);
    }

    [Fact]
    public void Keys_and_policies_do_not_share_a_limit()
    {
        for (var i = 0; i < 101; i++) Reserve([HundredAMinute]);
        Assert.Null(state.TryReserve("p", [HundredAMinute], "other key", 1, out _));
        Assert.Null(state.TryReserve("other policy", [HundredAMinute], "k", 1, out _));
        Assert.NotNull(Reserve([HundredAMinute]));
    }

    [Fact]
    public void Settling_gives_back_what_was_not_used()
    {
        Reserve([ThousandTokens], 1000, out var reservation);
        reservation.Settle(300);
        Assert.Null(Reserve([ThousandTokens], tokens: 700));
        Assert.NotNull(Reserve([ThousandTokens], tokens: 1));
    }

    [Fact]
    public void Settling_charges_what_was_missing_into_debt()
    {
        Reserve([ThousandTokens], 500, out var reservation);
        reservation.Settle(2000);
        Assert.Equal(TimeSpan.FromSeconds(10.01), Reserve([ThousandTokens], tokens: 1)!.RetryAfter);
    }

    [Fact]
    public void Settling_counts_once_and_never_fills_above_the_limit()
    {
        Reserve([ThousandTokens], 1000, out var reservation);
        time.Advance(TimeSpan.FromSeconds(9));
        reservation.Settle(0);
        reservation.Settle(0);
        Reserve([ThousandTokens], 0, out var after);
        Assert.Equal(new RateLimitQuota(1000, 1000, TimeSpan.Zero), after.Status.Tokens);
    }

    [Fact]
    public void A_request_above_the_whole_limit_passes_when_the_bucket_is_full()
    {
        Assert.Null(Reserve([ThousandTokens], tokens: 3000));
        Assert.Equal(TimeSpan.FromSeconds(30), Reserve([ThousandTokens], tokens: 3000)!.RetryAfter);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(Reserve([ThousandTokens], tokens: 3000));
    }

    [Fact]
    public void The_status_tells_limit_remaining_and_reset()
    {
        Reserve([HundredAMinute, ThousandTokens, ThousandTokens with { Name = "wide", Tokens = 100_000 }], 250, out var reservation);
        Assert.Equal(new RateLimitQuota(100, 99, TimeSpan.FromMilliseconds(600)), reservation.Status.Requests);
        Assert.Equal(new RateLimitQuota(1000, 750, TimeSpan.FromSeconds(2.5)), reservation.Status.Tokens);
    }

    [Fact]
    public void An_edited_limit_keeps_what_was_used()
    {
        for (var i = 0; i < 60; i++) Reserve([HundredAMinute]);
        Reserve([HundredAMinute with { Requests = 80 }], 0, out var narrower);
        Assert.Equal(19, narrower.Status.Requests!.Value.Remaining);
        Reserve([HundredAMinute with { Requests = 200, Window = TimeSpan.FromHours(1) }], 0, out var wider);
        Assert.Equal(138, wider.Status.Requests!.Value.Remaining);
    }

    [Fact]
    public void Settling_a_request_from_before_an_edit_leaves_the_edited_limit_alone()
    {
        var (narrow, wide) = (ThousandTokens with { Tokens = 100 }, ThousandTokens);
        Reserve([narrow], 10, out var old);
        Reserve([wide], 790, out _);
        old.Settle(10);
        Reserve([wide], 0, out var after);
        Assert.Equal(new RateLimitQuota(1000, 200, TimeSpan.FromSeconds(8)), after.Status.Tokens);
    }

    [Fact]
    public void Large_limits_over_long_windows_do_not_overflow()
    {
        var rule = new RateLimitSnapshot { Name = "day", Tokens = 1_000_000_000_000, Window = TimeSpan.FromDays(31) };
        Reserve([rule], 1_000_000_000_000, out _);
        time.Advance(TimeSpan.FromDays(3650));
        Reserve([rule], 1, out var reservation);
        Assert.Equal(999_999_999_999, reservation.Status.Tokens!.Value.Remaining);
    }

    [Theory]
    [InlineData(200_000, 60, 5_500_000_000_000_000)]
    [InlineData(20_000, 86_400, 274_877_906_816)]
    [InlineData(1, 86_400, long.MaxValue)]
    public void A_claim_beyond_all_counting_keeps_everybody_else_of_the_key_out(long tokens, int seconds, long claim)
    {
        var rule = new RateLimitSnapshot { Name = "tokens", Tokens = tokens, Window = TimeSpan.FromSeconds(seconds) };
        Assert.Null(Reserve([rule], claim, out var huge));
        Assert.True(Reserve([rule], 1, out _)!.RetryAfter > TimeSpan.Zero);
        huge.Settle(0);
        Assert.Null(Reserve([rule], 1, out _));
    }

    [Fact]
    public void Idle_callers_are_forgotten_and_others_keep_what_they_used()
    {
        var small = new RateLimitState(time, maxIdle: 10);
        for (var i = 0; i < 10; i++) small.TryReserve("p", [HundredAMinute], $"idle{i}", 1, out _);
        time.Advance(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 100; i++) small.TryReserve("p", [HundredAMinute], "busy", 1, out _);
        Assert.Equal(1, small.Count);
        Assert.NotNull(small.TryReserve("p", [HundredAMinute], "busy", 1, out _));
    }

    [Fact]
    public void A_reservation_made_before_its_caller_was_forgotten_still_settles()
    {
        var small = new RateLimitState(time, maxIdle: 1);
        small.TryReserve("p", [ThousandTokens], "slow", 1, out var reservation);
        time.Advance(TimeSpan.FromSeconds(10));
        small.TryReserve("p", [ThousandTokens], "other", 1, out _);
        Assert.Equal(1, small.Count);
        reservation.Settle(501);
        small.TryReserve("p", [ThousandTokens], "slow", 0, out var after);
        Assert.Equal(500, after.Status.Tokens!.Value.Remaining);
    }

    [Fact]
    public void Without_limits_nothing_is_remembered()
    {
        Assert.Null(Reserve([]));
        Assert.Equal(0, state.Count);
    }

    private Refusal? Reserve(RateLimitSnapshot[] limits, long tokens = 1) => Reserve(limits, tokens, out _);

    private Refusal? Reserve(RateLimitSnapshot[] limits, long tokens, out Reservation reservation) =>
        state.TryReserve("p", limits, "k", tokens, out reservation);
}
