using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Compilation;

public sealed record CompileOptions
{
    /// <summary>The data plane compiled for; policies of other gateways are left out.</summary>
    public string Gateway { get; init; } = ApiNames.Default;

    /// <summary>Namespaces the gateway serves; null: all. Objects of others are not looked at.</summary>
    public IReadOnlySet<string>? Namespaces { get; init; }

    /// <summary>Whether external tiers may be reached by http where that stays on this machine or a private network.</summary>
    public bool AllowInsecureUpstreams { get; init; }
}
