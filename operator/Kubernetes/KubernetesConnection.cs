namespace LlmRouting.Operator.Kubernetes;

/// <summary>Where the API server is, why we trust it and who we are.</summary>
public sealed record KubernetesConnection
{
    public required Uri Server { get; init; }

    /// <summary>The context's or the Pod's.</summary>
    public string Namespace { get; init; } = "default";

    public ServerTrust Trust { get; init; } = ServerTrust.System;
    public UserCredential User { get; init; } = UserCredential.Anonymous;

    /// <summary>How long one try of a request may take; the API server itself gives up after 60 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(65);
}
