namespace LlmRouting.Operator.Kubernetes;

/// <summary>What to list.</summary>
public sealed record ListOptions
{
    public static ListOptions All { get; } = new();

    public string? LabelSelector { get; init; }
    public string? FieldSelector { get; init; }

    /// <summary>Objects a page, ≥ 1.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>"0" is answered from the API server's cache, in one page; null is the newest state.</summary>
    public string? ResourceVersion { get; init; }
}
