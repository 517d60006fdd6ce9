using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Compilation;

namespace LlmRouting.Contract.Tests;

/// <summary>
/// Each folder below golden/ is a case: manifests, and what they compile to. expected.problems.txt is there where anything is reported,
/// expected.snapshot.txt where nothing keeps the folder from being served. UPDATE_GOLDEN=1 writes both.
/// </summary>
public sealed class GoldenFolderTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Cases() => [.. Directory.GetDirectories(RepositoryPaths.Golden).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Folder_compiles_to_what_is_expected(string name)
    {
        var folder = Path.Combine(RepositoryPaths.Golden, name);
        var result = ManifestCompiler.CompileFolder(folder, new CompileOptions { AllowInsecureUpstreams = true });
        var problems = string.Concat(result.Problems.Select(problem => problem.ToString().Replace(folder + "/", "").Replace(folder, ".") + "\n"));
        Hold(Path.Combine(folder, "expected.problems.txt"), problems);
        Hold(Path.Combine(folder, "expected.snapshot.txt"), result.HasErrors ? "" : Pretty(CanonicalJson.Write(result.Snapshot)));
    }

    /// <summary>An empty text is an absent file.</summary>
    private static void Hold(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            if (actual.Length > 0) File.WriteAllText(path, actual);
            else File.Delete(path);
            return;
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }

    private static string Pretty(string json) => JsonNode.Parse(json)!.ToJsonString(Indented) + "\n";
}
