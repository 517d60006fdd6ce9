using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Tests.Accounting;

public class CostTests
{
    private static readonly TierSnapshot Small = new()
    {
        Namespace = "default", Name = "small", Uid = "u", Model = "qwen3-4b",
        CostPerHour = 0.30m, InputPer1kTokens = 0.0001m, OutputPer1kTokens = 0.0002m,
    };

    [Fact]
    public void Marginal_cost_is_tokens_times_price_per_1000() => Assert.Equal(0.0007m, Cost.Marginal(new Usage(3000, 2000), Small));

    [Fact]
    public void Amortised_cost_is_the_replicas_hour_whatever_the_traffic_S4_7() =>
        Assert.Equal(12.0m, Cost.AmortisedPerHour(Small with { CostPerHour = 6m }, 2));

    [Fact]
    public void A_price_that_is_not_given_counts_as_0()
    {
        var free = Small with { InputPer1kTokens = null, OutputPer1kTokens = null, CostPerHour = null };
        Assert.Equal(0m, Cost.Marginal(new Usage(1000, 1000), free));
        Assert.Null(Cost.AmortisedPerHour(free, 3));
    }

    [Fact]
    public void Negative_tokens_from_an_upstream_cost_nothing() => Assert.Equal(0.0002m, Cost.Marginal(new Usage(-5, 1000), Small));

    [Fact]
    public void Cost_never_overflows_and_never_falls_with_more_tokens() => Prop.ForAll<int, int>((a, b) =>
    {
        var (less, more) = (Math.Min(a, b), Math.Max(a, b));
        return Cost.Marginal(new Usage(less, less), Small) <= Cost.Marginal(new Usage(more, more), Small);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0", "0.000000")]
    [InlineData("0.000123", "0.000123")]
    [InlineData("0.0000001", "0.0000001")]
    [InlineData("1234567.5", "1234567.500000")]
    public void Dollars_are_written_as_a_plain_number(string dollars, string text) =>
        Assert.Equal(text, Cost.Format(decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Total_tokens_do_not_overflow() => Assert.Equal(2L * int.MaxValue, new Usage(int.MaxValue, int.MaxValue).TotalTokens);
}
