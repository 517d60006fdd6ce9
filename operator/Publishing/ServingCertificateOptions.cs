namespace LlmRouting.Operator.Publishing;

/// <summary>Where the serving certificate lives and who is to trust it.</summary>
public sealed record ServingCertificateOptions
{
    public required string Namespace { get; init; }
    public string SecretName { get; init; } = "llm-routing-serving";

    /// <summary>Names of the Service; at least one.</summary>
    public required IReadOnlyList<string> DnsNames { get; init; }

    /// <summary>ConfigMaps that carry the bundle as <c>ca.crt</c>, for gateways to mount.</summary>
    public IReadOnlyList<BundleTarget> Bundles { get; init; } = [];

    public CertificateSchedule Schedule { get; init; } = new();

    /// <summary>How often the Secret and the ConfigMaps are looked at, ± 10 %.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Names a Service has inside its cluster.</summary>
    public static IReadOnlyList<string> NamesOf(string service, string @namespace) =>
        [$"{service}.{@namespace}.svc", $"{service}.{@namespace}", service, $"{service}.{@namespace}.svc.cluster.local"];
}
