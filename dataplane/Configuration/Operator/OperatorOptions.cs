namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Which operator to follow, and what is kept of what it said.</summary>
public sealed record OperatorOptions
{
    /// <summary>https, without a path.</summary>
    public required Uri Address { get; init; }

    /// <summary>Projected service account token; read again for every request, since the kubelet rotates it.</summary>
    public required string TokenFile { get; init; }

    /// <summary>PEM; read again for every connection. Null: the system's authorities.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>A tmpfs that upstream credentials may be kept in; null: memory only.</summary>
    public string? SecretsFolder { get; init; }

    /// <summary>How long a connection may take until it can be used, TLS included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether external tiers may be on private addresses and this machine.</summary>
    public bool AllowPrivateUpstreams { get; init; }
}
