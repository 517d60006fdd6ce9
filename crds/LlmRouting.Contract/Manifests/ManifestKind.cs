using System.Text.Json.Serialization.Metadata;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Manifests;

/// <summary>A kind we read.</summary>
/// <param name="Ours">All fields are ours, so an unknown one is a mistake; of the others we read a part.</param>
internal sealed record ManifestKind(string ApiVersion, string Kind, JsonTypeInfo Type, bool Ours)
{
    public static IReadOnlyList<ManifestKind> All { get; } =
    [
        new(ApiNames.ApiVersion, nameof(ModelTier), ApiJsonContext.Default.ModelTier, Ours: true),
        new(ApiNames.ApiVersion, nameof(RoutingPolicy), ApiJsonContext.Default.RoutingPolicy, Ours: true),
        new(ApiNames.ApiVersion, nameof(CanaryRollout), ApiJsonContext.Default.CanaryRollout, Ours: true),
        new("v1", nameof(Secret), ApiJsonContext.Default.Secret, Ours: false),
        new("discovery.k8s.io/v1", nameof(EndpointSlice), ApiJsonContext.Default.EndpointSlice, Ours: false),
    ];

    /// <summary>Whether an API server keeps objects of this kind and adds fields of its own to them.</summary>
    public bool Served => ApiVersion.Length > 0;

    public static ManifestKind? Find(string apiVersion, string kind) =>
        All.FirstOrDefault(known => known.ApiVersion == apiVersion && known.Kind == kind);

    public static IReadOnlyList<string> OwnKinds { get; } = [.. All.Where(known => known.Ours).Select(known => known.Kind)];
}
