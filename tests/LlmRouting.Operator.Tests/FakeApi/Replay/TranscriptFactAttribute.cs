namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>A test that needs the recordings; says that it was skipped where they are missing.</summary>
public sealed class TranscriptFactAttribute : FactAttribute
{
    public TranscriptFactAttribute()
    {
        if (!TranscriptFolder.Exists) Skip = $"no Kubernetes transcripts in {TranscriptFolder.Path}";
    }
}
