using LlmRouting.DataPlane.Access;

namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>A client key with its Secret.</summary>
public sealed record Keys(string Text, string Manifest)
{
    public (string, string) Header => ("Authorization", "Bearer " + Text);

    public static Keys Create(string name, string[]? policies = null, string? limitClass = null, DateTimeOffset? notAfter = null, string space = "default")
    {
        var key = ApiKeys.Generate(space, policies ?? [], limitClass, notAfter);
        return new Keys(key.Key, KeySecretManifest.Write(name, space, key.Stored));
    }
}
