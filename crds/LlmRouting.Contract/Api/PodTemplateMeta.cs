namespace LlmRouting.Contract.Api;

/// <summary>Keys under llmrouting.dev/ are ours.</summary>
public sealed record PodTemplateMeta
{
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
