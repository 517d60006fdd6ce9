using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>A kind the server serves.</summary>
public sealed record ResourceType
{
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Plural { get; init; }

    public required string Kind { get; init; }

    public required TypeSchema Schema { get; init; }

    public string Singular { get; init; } = "";

    public string ListKind => listKind ?? Kind + "List";

    public bool Namespaced { get; init; } = true;

    public bool IsCustom { get; init; }

    public bool HasStatus { get; init; }

    public bool HasGeneration { get; init; }

    /// <summary>A PUT needs metadata.resourceVersion.</summary>
    public bool ConditionalUpdate { get; init; }

    /// <summary>A PUT of a missing object creates it (Lease, Event).</summary>
    public bool CreateOnUpdate { get; init; }

    public ScalePaths? Scale { get; init; }

    /// <summary>Kinds that are answered and never stored (TokenReview).</summary>
    public bool Virtual { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    /// <summary>JSON paths a field selector may name besides metadata.name and metadata.namespace.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>Rewrites names of list kinds that are irregular.</summary>
    public string? ListKindOverride { init => listKind = value; }

    /// <summary>Another resource that stores the same objects (events.k8s.io and core Events).</summary>
    public string? StoredAs { get; init; }

    public string GroupVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As errors name it: <c>deployments.apps</c>, <c>configmaps</c>.</summary>
    public string Qualified => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>As validation errors name it: <c>ModelTier.llmrouting.dev</c>.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    private string? listKind;
}
