using System.Text.RegularExpressions;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Architecture;

/// <summary>Which folder of the operator may know which. An arrow that is not here is a design decision, so it is made here first.</summary>
public sealed partial class FolderRuleTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Kubernetes"] = [],
        ["Configuration"] = [],
        ["Runtime"] = ["Kubernetes"],
        ["Builders"] = ["Configuration"],
        ["Publishing"] = ["Kubernetes", "Runtime"],
        ["Reconcilers"] = ["Builders", "Configuration", "Kubernetes", "Publishing", "Runtime"],
        ["Scaling"] = ["Builders", "Configuration", "Kubernetes", "Reconcilers", "Runtime"],
    };

    private static readonly string Operator = Path.Combine(RepositoryRoot.Path, "operator");

    public static TheoryData<string> Folders => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_knows_only_what_is_below_it(string folder)
    {
        var unexpected = Directory.EnumerateFiles(Path.Combine(Operator, folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => OwnFolder().Matches(File.ReadAllText(file)).Select(match => (Known: match.Groups[1].Value, file)).Distinct())
            .Where(use => use.Known != folder && !Allowed[folder].Contains(use.Known))
            .Select(use => $"{Path.GetFileName(use.file)} knows {use.Known}");
        Assert.Empty(unexpected);
    }

    [Fact]
    public void Every_folder_but_Hosting_and_Cli_has_a_rule()
    {
        var folders = Directory.GetDirectories(Operator).Select(Path.GetFileName).Except(["bin", "obj", "Hosting", "Cli"]);
        Assert.Equal(Allowed.Keys.Order(), folders.Order());
    }

    [Fact]
    public void The_programs_do_not_know_each_other()
    {
        Assert.DoesNotContain(typeof(LlmRouting.Operator.Kubernetes.KubernetesClient).Assembly.GetReferencedAssemblies(), name => name.Name == "LlmRouting.DataPlane");
    }

    [GeneratedRegex(@"\bLlmRouting\.Operator\.([A-Z][A-Za-z]+)")]
    private static partial Regex OwnFolder();
}
