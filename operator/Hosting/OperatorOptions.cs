using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Hosting;

/// <summary>How an operator is started.</summary>
public sealed record OperatorOptions
{
    public OperatorConfiguration Configuration { get; init; } = new();

    /// <summary>Of the frames, reports and metrics API: https, all of them.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new("https://0.0.0.0:8443")];

    /// <summary>Of /healthz, /readyz and /metrics.</summary>
    public IReadOnlyList<string> AdminUrls { get; init; } = ["http://0.0.0.0:8081"];

    /// <summary>Where the Lease, the certificate and what is held live.</summary>
    public required string Namespace { get; init; }

    /// <summary>Names this replica: the pod's name.</summary>
    public required string Pod { get; init; }

    /// <summary>host:port under which other replicas' callers reach this one.</summary>
    public required string Authority { get; init; }

    /// <summary>The Service before all replicas; the certificate is made for its names.</summary>
    public string Service { get; init; } = "llm-routing-operator";

    /// <summary>Hugging Face or a mirror of it; null: revisions are not looked up.</summary>
    public Uri? ModelHub { get; init; }

    /// <summary>Where KEDA asks for a tier's figures; null: Keda is refused as a source.</summary>
    public string? ScalingUrl { get; init; }

    /// <summary>What our APIService belongs to, so that it goes when the installation does; null: nothing.</summary>
    public string? ClusterRole { get; init; }

    /// <summary>Whether to serve external.metrics.k8s.io. Where not, an APIService of ours is removed.</summary>
    public bool ExternalMetrics { get; init; } = true;

    public bool JsonLogs { get; init; }

    /// <summary>Where logs go besides the console.</summary>
    public ILoggerProvider? Log { get; init; }
}
