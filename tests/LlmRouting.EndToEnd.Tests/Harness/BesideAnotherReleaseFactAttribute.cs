namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A story that needs the programs of another release.</summary>
public sealed class BesideAnotherReleaseFactAttribute : FactAttribute
{
    public BesideAnotherReleaseFactAttribute()
    {
        if (Release.Other is null) Skip = Release.Missing;
    }
}
