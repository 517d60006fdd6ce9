using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Tests.Configuration;

public sealed class QuantityTests
{
    /// <summary>As a Kubernetes 1.36 API server stores them.</summary>
    [Theory]
    [InlineData("0.5", "500m")]
    [InlineData("1500m", "1500m")]
    [InlineData("2000m", "2")]
    [InlineData("1.0", "1")]
    [InlineData("1000", "1k")]
    [InlineData("1G", "1G")]
    [InlineData("1048576k", "1048576k")]
    [InlineData("12345678901", "12345678901")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1025Ki", "1025Ki")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.1Gi", "107374182400m")]
    [InlineData("1u", "1m")]
    [InlineData("00", "0")]
    public void A_quantity_gets_the_form_the_server_stores(string text, string stored)
    {
        Assert.True(Quantity.TryCanonical(text, out var canonical));
        Assert.Equal(stored, canonical);
        Assert.True(Quantity.TryCanonical(canonical, out var again));
        Assert.Equal(canonical, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lots")]
    [InlineData("-1")]
    [InlineData("1 Gi")]
    [InlineData("1gi")]
    [InlineData("1Gi\n")]
    [InlineData("1e99")]
    [InlineData("99999999999999999999999999999999999")]
    [InlineData("100Ei")]
    public void What_is_no_quantity_is_refused(string text) => Assert.False(Quantity.TryCanonical(text, out _));
}
