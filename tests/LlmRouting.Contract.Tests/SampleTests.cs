using LlmRouting.Contract.Compilation;

namespace LlmRouting.Contract.Tests;

public sealed class SampleTests
{
    public static TheoryData<string> Samples() =>
        [.. Directory.GetDirectories(Path.Combine(RepositoryPaths.Root, "samples")).Where(path => Path.GetFileName(path) is not ("argocd" or "outside")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_compiles_without_a_word(string name)
    {
        var result = ManifestCompiler.CompileFolder(Path.Combine(RepositoryPaths.Root, "samples", name), new CompileOptions { AllowInsecureUpstreams = true });
        Assert.Empty(result.Problems);
        Assert.NotEmpty(result.Snapshot.Policies);
    }

    [Fact]
    public void Quickstart_classifies_by_the_17_words_of_v7_S4_3()
    {
        var result = ManifestCompiler.CompileFolder(Path.Combine(RepositoryPaths.Root, "samples", "quickstart"), new CompileOptions { AllowInsecureUpstreams = true });
        var rule = Assert.Single(Assert.Single(Assert.Single(result.Snapshot.Policies).Classifiers).Heuristic!.Keywords);
        Assert.Equal(17, rule.Any.Count);
        Assert.Equal(7, rule.Any.Count(word => word.Any(c => c >= '가')));
    }
}
