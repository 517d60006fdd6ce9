using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>One file of crds/ and the record that stands for the same kind.</summary>
internal sealed record Crd(JsonObject Document, JsonTypeInfo Record)
{
    public static IReadOnlyList<Crd> All { get; } =
    [
        new(Load("modeltiers.yaml"), ApiJsonContext.Default.ModelTier),
        new(Load("routingpolicies.yaml"), ApiJsonContext.Default.RoutingPolicy),
        new(Load("canaryrollouts.yaml"), ApiJsonContext.Default.CanaryRollout),
    ];

    public static TheoryData<string> Kinds => [.. All.Select(crd => crd.Kind)];

    public static Crd Of(string kind) => All.Single(crd => crd.Kind == kind);

    public string Kind => Document["spec"]!["names"]!["kind"]!.GetValue<string>();

    public JsonObject Version => (JsonObject)Document["spec"]!["versions"]![0]!;

    public JsonObject Schema => (JsonObject)Version["schema"]!["openAPIV3Schema"]!;

    private static JsonObject Load(string file) =>
        Assert.Single(YamlJson.Read(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "crds", file))));
}
