namespace LlmRouting.Contract.Manifests;

/// <summary>A document that cannot be read at all; the ones beside it can.</summary>
internal sealed class ManifestSyntaxException(Position position, string message) : Exception(message)
{
    public Position Position { get; } = position;
}
