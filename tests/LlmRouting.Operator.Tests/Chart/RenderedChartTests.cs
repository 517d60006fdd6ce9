using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Tests.Chart;

/// <summary>What charts/kustomize holds is what the chart makes. No test machine has Helm, so a checksum of the chart says whether it is still so.</summary>
public sealed class RenderedChartTests
{
    [Theory]
    [InlineData("install", "install.yaml")]
    [InlineData("monitoring", "monitoring.yaml")]
    public void What_is_rendered_is_of_the_chart_as_it_is(string folder, string name)
    {
        var head = File.ReadLines(ChartFiles.In("charts", "kustomize", folder, name)).First();
        Assert.True(head.EndsWith(Checksum(), StringComparison.Ordinal), $"the chart has changed: run charts/kustomize/render.sh ({head})");
    }

    [Theory]
    [InlineData("modeltiers.yaml")]
    [InlineData("routingpolicies.yaml")]
    [InlineData("canaryrollouts.yaml")]
    public void The_chart_has_the_definitions_themselves(string name)
    {
        var text = File.ReadAllText(ChartFiles.In("crds", name));
        Assert.Equal(text, File.ReadAllText(Path.Combine(ChartFiles.Folder, "files", "crds", name)));
        // The template adds helm.sh/resource-policy to this line.
        Assert.Single(text.Split('\n'), line => line.StartsWith("  annotations: {", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_of_rules_is_an_object_with_the_same_rules()
    {
        foreach (var file in ChartFiles.RuleFiles)
        {
            var name = $"llm-routing-{Path.GetFileNameWithoutExtension(file)}";
            var rendered = ChartFiles.Monitoring.Single(item => item["kind"]!.GetValue<string>() == "PrometheusRule" && item["metadata"]!["name"]!.GetValue<string>() == name);
            Assert.Equal(Sorted(ChartFiles.Yaml(file).Single()), Sorted(rendered["spec"]!));
        }
    }

    /// <summary>As sha256sum prints it, over the files in ordinal order; definitions are links and have tests of their own.</summary>
    private static string Checksum()
    {
        var files = Directory.GetFiles(ChartFiles.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ChartFiles.In(), file).Replace('\\', '/'))
            .Where(file => !file.EndsWith("/values.schema.json", StringComparison.Ordinal) && !file.Contains("/files/crds/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return Hash(Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{Hash(File.ReadAllBytes(ChartFiles.In(file)))}  {file}\n"))));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Rules of objectives come in the order of a map.</summary>
    private static string Sorted(JsonNode groups) => string.Join('\n', groups["groups"]!.AsArray()
        .SelectMany(group => group!["rules"]!.AsArray().Select(rule => $"{group["name"]} {group["interval"]} {Canonical(rule!)}")).Order(StringComparer.Ordinal));

    private static string Canonical(JsonNode node) => node switch
    {
        JsonObject item => "{" + string.Join(",", item.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}:{Canonical(field.Value!)}")) + "}",
        _ => node.ToJsonString(),
    };
}
