namespace LlmRouting.Contract.Api;

/// <summary>Quantities by resource name; the GPU resource is ours.</summary>
public sealed record ResourcesSpec
{
    public IReadOnlyDictionary<string, string>? Requests { get; init; }
    public IReadOnlyDictionary<string, string>? Limits { get; init; }
}
