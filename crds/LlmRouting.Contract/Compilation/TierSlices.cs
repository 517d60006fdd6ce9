using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Compilation;

/// <summary>Whose EndpointSlices are a tier's. The tier's label alone does not say: any Service that carries it hands it on to its slices, with whatever port it has.</summary>
public static class TierSlices
{
    /// <summary>Whether the tier's own Service made it, which is called as the tier is. In a cluster every Service's slice names its Service.</summary>
    public static bool IsOfTiersService(EndpointSlice slice) => Service(slice) is { } service && service == Tier(slice);

    /// <summary>In a folder there need be no Service; one that is named must still be the tier's.</summary>
    internal static bool IsOfAnotherService(EndpointSlice slice) => Service(slice) is { } service && service != Tier(slice);

    internal static string? Service(EndpointSlice slice) => slice.Metadata.Labels?.GetValueOrDefault(ApiNames.ServiceLabel);

    private static string? Tier(EndpointSlice slice) => slice.Metadata.Labels?.GetValueOrDefault(ApiNames.TierLabel);
}
