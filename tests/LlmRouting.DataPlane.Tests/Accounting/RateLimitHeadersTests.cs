using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Tests.Accounting;

public sealed class RateLimitHeadersTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(5, "0.005s")]
    [InlineData(50, "0.05s")]
    [InlineData(500, "0.5s")]
    [InlineData(1250, "1.25s")]
    [InlineData(60000, "60s")]
    public void A_reset_is_in_seconds_to_the_millisecond(int milliseconds, string text) =>
        Assert.Equal(text, RateLimitHeaders.Duration(TimeSpan.FromMilliseconds(milliseconds)));
}
