using System.Text.RegularExpressions;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Architecture;

/// <summary>Which folder of the data plane may know which. An arrow that is not here is a design decision, so it is made here first.</summary>
public sealed partial class FolderRuleTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Errors"] = [],
        ["Simulation"] = [],
        ["Upstreams"] = [],
        ["Parsing"] = ["Errors"],
        ["State"] = ["Errors"],
        ["Access"] = ["Errors"],
        ["Accounting"] = ["Errors", "State"],
        ["Caching"] = ["State"],
        ["Classification"] = ["Parsing"],
        ["Metrics"] = ["Accounting"],
        ["Configuration"] = ["Access", "Classification", "Metrics", "Parsing", "Simulation", "State", "Upstreams"],
        ["Matching"] = ["Access", "Configuration", "Errors", "Parsing"],
        ["Selection"] = ["Access", "Classification", "Configuration", "Errors", "Matching", "Parsing", "State"],
        ["Forwarding"] = ["Access", "Accounting", "Configuration", "Errors", "Metrics", "Parsing", "Selection", "State", "Upstreams"],
    };

    private static readonly string DataPlane = Path.Combine(RepositoryRoot.Path, "dataplane");

    public static TheoryData<string> Folders => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_knows_only_what_is_below_it(string folder)
    {
        var unexpected = Files(folder).SelectMany(file => Known(File.ReadAllText(file)).Select(known => (known, file)))
            .Where(use => use.known != folder && !Allowed[folder].Contains(use.known))
            .Select(use => $"{Path.GetFileName(use.file)} knows {use.known}");
        Assert.Empty(unexpected);
    }

    [Fact]
    public void Every_folder_but_Serving_and_Cli_has_a_rule()
    {
        var folders = Directory.GetDirectories(DataPlane).Select(Path.GetFileName).Except(["bin", "obj", "Serving", "Cli"]);
        Assert.Equal(Allowed.Keys.Order(), folders.Order());
    }

    [Fact]
    public void The_rules_have_no_circle()
    {
        var left = Allowed.ToDictionary(rule => rule.Key, rule => rule.Value.ToHashSet());
        while (left.Count > 0)
        {
            var free = left.Where(rule => rule.Value.Count == 0).Select(rule => rule.Key).ToArray();
            Assert.NotEmpty(free);
            foreach (var folder in free) left.Remove(folder);
            foreach (var rest in left.Values) rest.ExceptWith(free);
        }
    }

    [Fact]
    public void The_contract_knows_neither_web_server_nor_http()
    {
        var assemblies = typeof(Contract.Snapshot.RoutingSnapshot).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        Assert.DoesNotContain(assemblies, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("System.Net.Http", StringComparison.Ordinal) || name.StartsWith("LlmRouting", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(DataPlane, folder), "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<string> Known(string text) => OwnFolder().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex(@"\bLlmRouting\.DataPlane\.([A-Z][A-Za-z]+)")]
    private static partial Regex OwnFolder();
}
