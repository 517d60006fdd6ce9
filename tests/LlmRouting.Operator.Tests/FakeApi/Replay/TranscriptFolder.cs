using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Where the recorded answers of a real server are: beside the repository, or where KUBERNETES_TRANSCRIPTS says.</summary>
public static class TranscriptFolder
{
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("KUBERNETES_TRANSCRIPTS") ?? System.IO.Path.Combine(RepositoryRoot.Path, "..", "shared", "kubernetes");

    public static bool Exists => Directory.Exists(System.IO.Path.Combine(Path, "transcripts"));

    public static IEnumerable<string> Scenarios =>
        Directory.GetFiles(System.IO.Path.Combine(Path, "transcripts"), "*.json").Order(StringComparer.Ordinal);

    public static string Crds => File.ReadAllText(System.IO.Path.Combine(Path, "crd.yaml"));
}
