namespace LlmRouting.Contract.Api;

/// <summary>A safe subset of a PodTemplateSpec, merged over the pods we render.</summary>
public sealed record PodTemplate
{
    public PodTemplateMeta? Metadata { get; init; }
    public PodSpecOverlay? Spec { get; init; }
}
