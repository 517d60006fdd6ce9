using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.TestKit;
using YamlDotNet.RepresentationModel;

namespace LlmRouting.Operator.Tests.Chart;

/// <summary>The chart and what is rendered of it, as JSON.</summary>
internal static class ChartFiles
{
    public static string Folder { get; } = In("charts", "llm-routing");

    public static string In(params string[] parts) => Path.Combine([RepositoryRoot.Path, .. parts]);

    /// <summary>Every document of a file.</summary>
    public static IReadOnlyList<JsonObject> Yaml(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(file);
        stream.Load(reader);
        return [.. stream.Documents.Select(document => document.RootNode.ToJson()).OfType<JsonObject>()];
    }

    /// <summary>What the chart makes with its default values.</summary>
    public static IReadOnlyList<JsonObject> Rendered { get; } = Yaml(In("charts", "kustomize", "install", "install.yaml"));

    /// <summary>What it adds where Prometheus' operator is.</summary>
    public static IReadOnlyList<JsonObject> Monitoring { get; } = Yaml(In("charts", "kustomize", "monitoring", "monitoring.yaml"));

    public static IReadOnlyList<string> RuleFiles { get; } = [.. Directory.GetFiles(Path.Combine(Folder, "rules"), "*.yaml").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Dashboards { get; } = [.. Directory.GetFiles(Path.Combine(Folder, "dashboards"), "*.json").Order(StringComparer.Ordinal)];

    public static IEnumerable<JsonObject> Rules { get; } = RuleFiles.SelectMany(file => Yaml(file).Single()["groups"]!.AsArray())
        .SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!.AsObject()).ToList();

    /// <summary>Every value of a property of that name, at any depth.</summary>
    public static IEnumerable<JsonNode> All(JsonNode? node, string name) => node switch
    {
        JsonObject item => item.Where(field => field.Key == name && field.Value is not null).Select(field => field.Value!).Concat(item.SelectMany(field => All(field.Value, name))),
        JsonArray list => list.SelectMany(entry => All(entry, name)),
        _ => [],
    };
}
