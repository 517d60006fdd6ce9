using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Hosting;

/// <summary>Gateways of the configuration, defaults filled in.</summary>
public static class GatewayTable
{
    /// <param name="own">The operator's namespace, which a gateway serves that names none.</param>
    public static IReadOnlyList<GatewayDefinition> Of(OperatorConfiguration configuration, string own) =>
        [.. (configuration.Gateways ?? [new GatewayConfiguration { Name = ApiNames.Default }]).Select(gateway => new GatewayDefinition(gateway.Name, Namespaces(gateway, own)))];

    /// <summary>Namespaces that any gateway serves; null: all.</summary>
    public static IReadOnlyList<string>? Namespaces(IReadOnlyList<GatewayDefinition> gateways) =>
        gateways.Any(gateway => gateway.Namespaces is null) ? null : [.. gateways.SelectMany(gateway => gateway.Namespaces!).Distinct().Order(StringComparer.Ordinal)];

    private static HashSet<string>? Namespaces(GatewayConfiguration gateway, string own)
    {
        var named = gateway.Namespaces ?? [own];
        return named.Contains(GatewayConfiguration.AllNamespaces) ? null : [.. named];
    }
}
