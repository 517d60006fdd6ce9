using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>What a mutating request asks for, besides its body.</summary>
/// <param name="Manager">fieldManager, or the User-Agent up to its slash.</param>
public sealed record WriteRequest(ResourceType Type, ObjectKey Key, string Manager)
{
    /// <summary>"" for the object itself, "status", "scale".</summary>
    public string Subresource { get; init; } = "";

    public bool DryRun { get; init; }

    public bool Force { get; init; }

    public FieldValidation Validation { get; init; }

    /// <summary>Texts of the Warning headers that the answer carries.</summary>
    public List<string> Warnings { get; } = [];
}
