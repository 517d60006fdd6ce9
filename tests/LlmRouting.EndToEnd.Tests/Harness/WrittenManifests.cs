using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.TestKit;
using YamlJson = LlmRouting.TestKit.Kubernetes.Builtins.YamlJson;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Manifests that the repository shows to people.</summary>
internal static partial class WrittenManifests
{
    /// <summary>Blocks of pages that are objects of Kubernetes; at: file and line.</summary>
    public static IEnumerable<(string At, JsonObject Item)> OfPages()
    {
        foreach (var file in Files("*.md", "README.md", "docs", "samples", "charts"))
        {
            var text = File.ReadAllText(file);
            foreach (var block in Fence().Matches(text).Where(match => match.Value.Contains("\napiVersion:", StringComparison.Ordinal)))
            {
                foreach (var item in Objects(block.Groups["text"].Value)) yield return ($"{Name(file)}:{text.AsSpan(0, block.Index).Count('\n') + 1}", item);
            }
        }
    }

    /// <param name="folders">Of the repository; each with all below it.</param>
    public static IEnumerable<(string At, JsonObject Item)> OfFolders(params string[] folders) =>
        from file in Files("*.yaml", folders) from item in Objects(File.ReadAllText(file)) select (Name(file), item);

    private static IEnumerable<JsonObject> Objects(string yaml) => YamlJson.Documents(yaml).Where(item => item.ContainsKey("apiVersion") && item["metadata"]?["name"] is not null);

    private static IEnumerable<string> Files(string pattern, params string[] places) => places.Select(place => Path.Combine(RepositoryRoot.Path, place))
        .SelectMany(IEnumerable<string> (place) => File.Exists(place) ? [place] : Directory.EnumerateFiles(place, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal));

    private static string Name(string file) => Path.GetRelativePath(RepositoryRoot.Path, file);

    [GeneratedRegex(@"^```[a-z]*\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
