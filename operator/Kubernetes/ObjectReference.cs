namespace LlmRouting.Operator.Kubernetes;

/// <summary>A core/v1 ObjectReference.</summary>
public sealed record ObjectReference
{
    public required string? ApiVersion { get; init; }
    public required string? Kind { get; init; }
    public string? Namespace { get; init; }
    public required string? Name { get; init; }
    public string? Uid { get; init; }
    public string? ResourceVersion { get; init; }
    public string? FieldPath { get; init; }
}
