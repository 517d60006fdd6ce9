namespace LlmRouting.Operator.Kubernetes;

/// <summary>Which server certificates to believe.</summary>
public sealed record ServerTrust
{
    /// <summary>The machine's root certificates.</summary>
    public static ServerTrust System { get; } = new();

    /// <summary>PEM, one certificate or several; wins over <see cref="AuthorityFile"/>.</summary>
    public ReadOnlyMemory<byte>? AuthorityData { get; init; }

    /// <summary>Read again for every new connection.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Believes any certificate.</summary>
    public bool Insecure { get; init; }

    /// <summary>The name the certificate must bear, and the SNI; null is the host of the URL.</summary>
    public string? ServerName { get; init; }
}
