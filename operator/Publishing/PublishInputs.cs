using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;

namespace LlmRouting.Operator.Publishing;

/// <summary>Everything that is compiled, as the caches hold it now.</summary>
public sealed record PublishInputs(ManifestObjects Objects, SourceVersions Versions)
{
    public IReadOnlyList<UnreadableObject> Unreadable { get; init; } = [];

    /// <summary>Namespaces that refuse us: nothing is written in them, and what stands there is old.</summary>
    public IReadOnlySet<string> Refusing { get; init; } = new HashSet<string>();

    /// <summary>Policies of a gateway that is not there or does not serve their namespace.</summary>
    public IReadOnlyList<RoutingPolicy> Homeless { get; init; } = [];

    /// <summary>The key for request ids of a gateway; null where there is none to share.</summary>
    public Func<string, byte[]?> RequestIdKeyOf { get; init; } = _ => null;
}
