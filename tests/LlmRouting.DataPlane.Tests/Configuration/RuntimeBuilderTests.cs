using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;

namespace LlmRouting.DataPlane.Tests.Configuration;

public sealed class RuntimeBuilderTests
{
    [Theory]
    [InlineData("https://[::1]", "::1")]
    [InlineData("https://b\u00fccher.example", "xn--bcher-kva.example")]
    [InlineData("https://API.example.com:8443", "api.example.com")]
    public void A_credential_is_sent_to_the_hosts_it_was_checked_for(string url, string host)
    {
        using var clients = new UpstreamClients(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
        var tier = new TierSnapshot { Namespace = "default", Name = "weak", Uid = "1", Model = "m" };
        var built = new RuntimeBuilder(new StateRegistry(TimeProvider.System), clients).Build(new RoutingSnapshot
        {
            Gateway = "default",
            Tiers = [tier],
            Endpoints = [new EndpointsSnapshot(tier.Key, [url])],
            Credentials = [new CredentialSnapshot(tier.Key, "sk-one", [host])],
        });
        Assert.Equal("sk-one", Assert.Single(built.Tiers).ApiKey);
    }
}
