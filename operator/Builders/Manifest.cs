using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Builders;

/// <summary>One object as it is to be applied. Equal inputs give bodies that are equal to the byte, so that applying again changes nothing.</summary>
/// <param name="Group">Empty for the core group.</param>
public sealed record Manifest(string Group, string Version, string Plural, string Kind, string Namespace, string Name, JsonObject Body)
{
    /// <summary>Server-side apply's manager.</summary>
    public string FieldManager { get; init; } = FieldManagers.Objects;

    public ManifestMode Mode { get; init; } = ManifestMode.Apply;
}
