using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Configuration;

/// <summary>How pods of a tier with <c>gpu.spot</c> find nodes that can be taken away; added to the class's own.</summary>
public sealed record SpotNodes
{
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }
    public IReadOnlyList<TolerationSpec>? Tolerations { get; init; }
}
