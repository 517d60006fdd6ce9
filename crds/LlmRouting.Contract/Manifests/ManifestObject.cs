using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Manifests;

/// <summary>An object and where each of its fields stands.</summary>
public sealed record ManifestObject(ApiObject Object, string File, PositionMap Positions)
{
    /// <summary>Fields that could not be read and hold a neutral value instead; an object with any must not be used.</summary>
    public required FaultyPaths Faults { get; init; }

    public bool Broken => !Faults.IsEmpty;

    public Position Position => Positions.Find("");
}
