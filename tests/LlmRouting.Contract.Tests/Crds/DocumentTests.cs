using System.Text.RegularExpressions;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>Every manifest that we show is one that a server and a folder take.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string, string> Manifests()
    {
        var data = new TheoryData<string, string>();
        var samples = Directory.GetFiles(Path.Combine(RepositoryPaths.Root, "samples"), "*.yaml", SearchOption.AllDirectories);
        // Those are of kinds that no folder has.
        foreach (var file in samples.Where(file => Path.GetFileName(Path.GetDirectoryName(file)) is not ("argocd" or "outside")).Order(StringComparer.Ordinal))
            data.Add(Path.GetRelativePath(RepositoryPaths.Root, file), File.ReadAllText(file));
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryPaths.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(RepositoryPaths.Root, "README.md")).Order(StringComparer.Ordinal))
        {
            foreach (Match block in Block().Matches(File.ReadAllText(file))) data.Add(Path.GetRelativePath(RepositoryPaths.Root, file), block.Groups[1].Value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Manifest_is_in_order(string file, string text)
    {
        Assert.Empty(ManifestReader.Read(file, text).Problems);
        foreach (var document in YamlJson.Read(text))
        {
            var crd = Crd.All.FirstOrDefault(crd => crd.Kind == document["kind"]?.GetValue<string>());
            if (crd is null) continue;
            Assert.Empty(SchemaCheck.Problems(new SchemaNode("", crd.Schema), document));
            Assert.Empty(Verdict.Of(document));
        }
    }

    [GeneratedRegex(@"^```ya?ml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
