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

    /// <summary>Opaque; compared for equality, and for order only where the API says so.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Raised by every change of the spec.</summary>
    public long? Generation { get; init; }
    public DateTimeOffset? DeletionTimestamp { get; init; }
    public IReadOnlyList<string>? Finalizers { get; init; }
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }
}
