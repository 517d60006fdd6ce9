using LlmRouting.Contract.Api;
using LlmRouting.Operator.Hosting;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Caches;
using LlmRouting.Operator.Tests.Kubernetes;

namespace LlmRouting.Operator.Tests.Scaling;

/// <summary>Servers get prompts and the tier's key.</summary>
public sealed class TierSlicesTests
{
    [Theory]
    [InlineData("small", 1)]
    [InlineData("dbg", 0)]
    [InlineData(null, 0)]
    public async Task A_tiers_servers_are_those_of_its_own_Service_whoever_else_carries_its_label(string? service, int servers)
    {
        await using var api = await ScriptedApi.StartAsync("{}");
        var test = new ScaledTier(api);
        var labels = new Dictionary<string, string> { [ApiNames.TierLabel] = "small" };
        if (service is not null) labels[ApiNames.ServiceLabel] = service;
        var slice = new EndpointSlice
        {
            ApiVersion = "discovery.k8s.io/v1", Kind = nameof(EndpointSlice),
            Metadata = new ObjectMeta { Name = "slice-1", Namespace = "default", Labels = labels },
            Ports = [new SlicePort { Port = 9000 }],
            Endpoints = [new SliceEndpoint { Addresses = ["10.0.0.1"] }],
        };
        test.Caches.EndpointSlices.Put(new StoredObject<EndpointSlice>(new ObjectKey("default", "slice-1"), "uid-s", "7", 1, slice, null), null);
        Assert.Equal(servers, test.Tiers.Find(ScaledTier.Key)!.Servers?.Count ?? 0);
        Assert.Equal(servers, PublishedObjects.Of(test.Caches).Objects.EndpointSlices.Count);
    }
}
