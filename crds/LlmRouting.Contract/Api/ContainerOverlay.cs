namespace LlmRouting.Contract.Api;

public sealed record ContainerOverlay
{
    public required string Name { get; init; }
    public string? Image { get; init; }
    public string? ImagePullPolicy { get; init; }
    public IReadOnlyList<EnvVarSpec>? Env { get; init; }
    public ResourcesSpec? Resources { get; init; }
}
