using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Publishing;

/// <summary>A gateway of the operator's configuration.</summary>
/// <param name="Namespaces">Those it serves; null: all.</param>
/// <param name="AllowInsecureUpstreams">Whether external tiers may be reached by http where that stays on a private network.</param>
public sealed record GatewayDefinition(string Name, IReadOnlySet<string>? Namespaces = null, bool AllowInsecureUpstreams = false)
{
    /// <summary>False: nothing can be read in any of its namespaces, so nothing is published.</summary>
    public bool IsReadable { get; init; } = true;

    public static string NameOf(RoutingPolicy policy) => policy.Spec.GatewayRef?.Name ?? ApiNames.Default;

    public bool IsOf(RoutingPolicy policy) => NameOf(policy) == Name && Serves(policy.Ref.Namespace);

    public bool Serves(string @namespace) => Namespaces?.Contains(@namespace) != false;
}
