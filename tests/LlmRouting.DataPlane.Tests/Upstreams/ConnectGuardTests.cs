using System.Net;
using LlmRouting.DataPlane.Upstreams;

namespace LlmRouting.DataPlane.Tests.Upstreams;

/// <summary>Which addresses an upstream's name may lead to: our own pods anywhere, a tenant's external host nowhere inside.</summary>
public sealed class ConnectGuardTests
{
    [Theory]
    [InlineData("10.0.0.5", true, false)]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("100.64.0.9", true, false)]
    [InlineData("240.10.0.7", true, false)]
    [InlineData("254.1.2.3", true, false)]
    [InlineData("fd00::7", true, false)]
    [InlineData("::ffff:10.0.0.5", true, false)]
    [InlineData("64:ff9b::a00:5", true, false)]
    [InlineData("2002:a00:5::1", true, false)]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("64:ff9b::a9fe:a9fe", false, false)]
    [InlineData("2002:a9fe:a9fe::1", false, false)]
    [InlineData("fe80::1", false, false)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("224.0.0.1", false, false)]
    [InlineData("239.255.255.255", false, false)]
    [InlineData("255.255.255.255", false, false)]
    [InlineData("8.8.8.8", true, true)]
    [InlineData("64:ff9b::808:808", true, true)]
    [InlineData("2001:4860:4860::8888", true, true)]
    public void An_address_is_an_upstream_s_of_our_own_or_anybody_s(string address, bool ours, bool external)
    {
        Assert.Equal(ours, new ConnectGuard(allowLocal: true).Allows(IPAddress.Parse(address)));
        Assert.Equal(external, new ConnectGuard(allowLocal: false).Allows(IPAddress.Parse(address)));
    }
}
