using LlmRouting.Contract.Compilation;

namespace LlmRouting.Operator.Publishing;

/// <summary>Everything that is compiled, as the caches hold it now.</summary>
public sealed record PublishInputs(ManifestObjects Objects, SourceVersions Versions)
{
    public IReadOnlyList<UnreadableObject> Unreadable { get; init; } = [];
}
