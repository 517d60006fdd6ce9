using System.Runtime.CompilerServices;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>The address of each dialect at each endpoint, parsed once.</summary>
public sealed class UpstreamUris
{
    private readonly ConditionalWeakTable<EndpointState, Uri[]> known = [];

    public Uri Of(EndpointState endpoint, Dialect dialect) => known.GetValue(endpoint, Build)[(int)dialect];

    private static Uri[] Build(EndpointState endpoint) => [.. Enum.GetValues<Dialect>().Select(dialect => new Uri(endpoint.BaseUrl + PathOf(dialect)))];

    public static string PathOf(Dialect dialect) => dialect switch
    {
        Dialect.Chat => "/v1/chat/completions",
        Dialect.Completions => "/v1/completions",
        Dialect.Responses => "/v1/responses",
        Dialect.Embeddings => "/v1/embeddings",
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, null),
    };
}
