using System.Net;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>What a labelled EndpointSlice must hold.</summary>
public static class EndpointSliceValidator
{
    /// <summary>Every problem at once.</summary>
    public static IReadOnlyList<FieldProblem> Validate(EndpointSlice slice)
    {
        var check = new FieldCheck();
        MetadataRules.Check(check, slice.Metadata, ours: false);
        check.Name(FieldPath.Key("metadata.labels", ApiNames.TierLabel), slice.Metadata.Labels?.GetValueOrDefault(ApiNames.TierLabel));
        check.When(slice.Ports is not [{ Port: not null }, ..], "ports", "needs a first port, the one vLLM listens on");
        check.Each("ports", slice.Ports, (path, port) => check.Range(FieldPath.Field(path, "port"), port.Port, 1, 65_535));
        check.Count("endpoints", slice.Endpoints, 0, 1000);
        check.Each("endpoints", slice.Endpoints, (path, endpoint) => Endpoint(check, FieldPath.Field(path, "addresses"), endpoint));
        return check.Problems;
    }

    private static void Endpoint(FieldCheck check, string path, SliceEndpoint endpoint)
    {
        check.Count(path, endpoint.Addresses, 1, 100);
        check.Each(path, endpoint.Addresses, (item, address) =>
            check.When(
                !IPAddress.TryParse(address, out _) && Uri.CheckHostName(address) != UriHostNameType.Dns,
                item, "must be an IP address or a host name"));
    }
}
