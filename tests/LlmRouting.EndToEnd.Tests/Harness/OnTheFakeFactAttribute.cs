namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A story for which an API server must misbehave on demand.</summary>
public sealed class OnTheFakeFactAttribute : FactAttribute
{
    public OnTheFakeFactAttribute()
    {
        if (NamedCluster.IsChosen) Skip = "a real API server does not misbehave on demand";
    }
}
