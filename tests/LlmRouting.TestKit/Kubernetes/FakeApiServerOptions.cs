namespace LlmRouting.TestKit.Kubernetes;

/// <summary>How a <see cref="FakeApiServer"/> starts.</summary>
public sealed record FakeApiServerOptions
{
    /// <summary>0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>TLS with a self-signed certificate, and with it HTTP/2.</summary>
    public bool Tls { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Seed of uids and generated names.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Between bookmarks of a watch that wants them.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Changes of one kind that are kept for watches; older ones are compacted.</summary>
    public int LogCapacity { get; init; } = 10_000;

    /// <summary>Namespaces that exist from the start.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = ["default", "kube-system"];

    /// <summary>Texts of YAML documents with CustomResourceDefinitions.</summary>
    public IReadOnlyList<string> Crds { get; init; } = [];
}
