namespace LlmRouting.Operator.Kubernetes;

/// <summary>Who we are to the API server. Secrets: a connection is never logged.</summary>
public sealed record UserCredential
{
    public static UserCredential Anonymous { get; } = new();

    /// <summary>Used only without a <see cref="TokenFile"/>.</summary>
    public string? Token { get; init; }

    /// <summary>Read again at most once a minute: the kubelet renews projected tokens.</summary>
    public string? TokenFile { get; init; }

    public string? Username { get; init; }
    public string? Password { get; init; }

    /// <summary>PEM; wins over <see cref="CertificateFile"/>.</summary>
    public ReadOnlyMemory<byte>? CertificateData { get; init; }

    /// <summary>Read again at most once a minute, and so is the key.</summary>
    public string? CertificateFile { get; init; }

    public ReadOnlyMemory<byte>? KeyData { get; init; }
    public string? KeyFile { get; init; }
    public ExecPlugin? Exec { get; init; }

    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("…");
        return true;
    }
}
