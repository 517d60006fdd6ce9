using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Tests.Validation;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("0s", 0L)]
    [InlineData("250ms", 2_500_000L)]
    [InlineData("1.5s", 15_000_000L)]
    [InlineData(".5s", 5_000_000L)]
    [InlineData("1h30m", 54_000_000_000L)]
    [InlineData("1m1h", 36_600_000_000L)]
    [InlineData("100ns", 1L)]
    [InlineData("1us", 10L)]
    [InlineData("1µs", 10L)]
    public void Reads_what_Go_reads(string text, long ticks)
    {
        Assert.True(GoDuration.TryParse(text, out var value));
        Assert.Equal(ticks, value.Ticks);
    }

    [Theory]
    [InlineData(""), InlineData("5"), InlineData("s"), InlineData(".s"), InlineData("-1s"), InlineData("+1s"), InlineData("1 s"), InlineData("1d"), InlineData("1S")]
    [InlineData("1s "), InlineData("1..5s"), InlineData("1e3s"), InlineData("00:01:00"), InlineData("99999999999h"), InlineData("٣s")]
    public void Refuses_what_Go_refuses_and_whatever_is_negative(string text) => Assert.False(GoDuration.TryParse(text, out _));

    [Theory]
    [InlineData(3_000_000_000L, "5m"), InlineData(54_000_000_000L, "1h30m"), InlineData(2_500_000L, "250ms"), InlineData(15_000_000L, "1.5s"), InlineData(0L, "0s")]
    public void Writes_the_shortest_form(long ticks, string text) => Assert.Equal(text, GoDuration.Format(TimeSpan.FromTicks(ticks)));

    [Fact]
    public void Every_duration_survives_writing_and_reading()
    {
        var durations = Gen.Choose(0, int.MaxValue).Two().Select(pair => TimeSpan.FromTicks((long)pair.Item1 << (pair.Item2 % 24)));
        Prop.ForAll(Arb.From(durations), value => GoDuration.TryParse(GoDuration.Format(value), out var read) && read == value).QuickCheckThrowOnFailure();
    }
}
