namespace LlmRouting.Operator.Configuration;

/// <summary>A data plane that the operator serves.</summary>
public sealed record GatewayConfiguration
{
    /// <summary>In <see cref="Namespaces"/>: every namespace.</summary>
    public const string AllNamespaces = "*";

    /// <summary>As <c>--gateway</c> of the data plane and <c>gatewayRef.name</c> of policies say it.</summary>
    public required string Name { get; init; }

    /// <summary>Namespaces whose policies it answers; absent: the operator's own; <c>"*"</c>: all.</summary>
    public IReadOnlyList<string>? Namespaces { get; init; }
}
