namespace LlmRouting.Contract.Api;

/// <summary>The metadata we read; what the server adds besides is ignored.</summary>
public sealed record ObjectMeta
{
    public required string Name { get; init; }
    public string? Namespace { get; init; }

    /// <summary>Set by the server; in a folder it is derived from kind, namespace and name.</summary>
    public string? Uid { get; init; }

    /// <summary>Set by the server; where two objects claim the same thing the older one has it.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
