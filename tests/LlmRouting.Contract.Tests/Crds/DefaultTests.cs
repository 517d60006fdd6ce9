using System.Text.Json.Nodes;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>A default of a schema says what the compiler takes anyway, so that folders and clusters behave alike.</summary>
public sealed class DefaultTests
{
    public static TheoryData<string> Folders() => [.. Directory.GetDirectories(Path.Combine(RepositoryPaths.Root, "samples")).Where(path => Path.GetFileName(path) is not ("argocd" or "outside"))
        .Concat(new[] { "every-field", "serving-fields", "minimal-defaults", "external-tiers", "rollouts" }.Select(name => Path.Combine(RepositoryPaths.Golden, name)))
        .Select(folder => Path.GetRelativePath(RepositoryPaths.Root, folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Defaults_of_the_server_change_no_snapshot(string folder)
    {
        var documents = Directory.GetFiles(Path.Combine(RepositoryPaths.Root, folder), "*.yaml").Order(StringComparer.Ordinal).SelectMany(file => YamlJson.Read(File.ReadAllText(file))).ToList();
        var before = Compile(documents);
        foreach (var document in documents)
        {
            if (Crd.All.FirstOrDefault(crd => crd.Kind == document["kind"]?.GetValue<string>()) is { } crd) Fill(new SchemaNode("", crd.Schema), document);
        }

        Assert.Equal(before, Compile(documents));
    }

    private static string Compile(IEnumerable<JsonObject> documents)
    {
        var sets = documents.Select((document, i) => ManifestReader.Read($"{i}.json", document.ToJsonString())).ToList();
        var result = ManifestCompiler.Compile(ManifestSet.Union(sets), new CompileOptions { AllowInsecureUpstreams = true }, "all");
        Assert.False(result.HasErrors, string.Join('\n', result.Problems));
        return CanonicalJson.Write(result.Snapshot);
    }

    private static void Fill(SchemaNode schema, JsonObject value)
    {
        foreach (var field in schema.Fields)
        {
            var name = field.Path[(field.Path.LastIndexOf('.') + 1)..];
            if (!value.ContainsKey(name) && field.Schema["default"] is { } given) value[name] = given.DeepClone();
            else if (value[name] is JsonObject inner) Fill(field, inner);
        }
    }
}
