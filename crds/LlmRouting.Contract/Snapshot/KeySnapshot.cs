namespace LlmRouting.Contract.Snapshot;

/// <summary>An API key as it is stored and pushed; the secret itself is nowhere.</summary>
public sealed record KeySnapshot
{
    /// <summary>The middle of <c>llmr_&lt;id&gt;_&lt;secret&gt;</c>.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret part, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Policy names of the key's namespace; empty: all of them.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    public required string Namespace { get; init; }
    public string? LimitClass { get; init; }
    public DateTimeOffset? NotAfter { get; init; }
}
