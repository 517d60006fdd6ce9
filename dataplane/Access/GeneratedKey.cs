using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Access;

/// <param name="Key">The whole key; shown once and stored nowhere.</param>
/// <param name="Stored">What is kept of it.</param>
public sealed record GeneratedKey(string Key, KeySnapshot Stored)
{
    /// <summary>Without the key, so that no log or exception can carry it.</summary>
    public override string ToString() => $"GeneratedKey {{ Id = {Stored.Id} }}";
}
