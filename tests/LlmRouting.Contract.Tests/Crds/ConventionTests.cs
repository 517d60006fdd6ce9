using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>What every schema of ours keeps to.</summary>
public sealed partial class ConventionTests
{
    /// <summary>Words that are no enum values of ours: labels that users write in prose, a container, truth of conditions.</summary>
    private static readonly HashSet<string> LowerCase = ["simple", "moderate", "complex", "vllm"];

    private static readonly HashSet<string> Booleans = new(StringComparer.OrdinalIgnoreCase) { "y", "n", "yes", "no", "on", "off" };

    public static TheoryData<string> Kinds => Crd.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Everything_is_bounded_so_that_costs_of_rules_are(string kind)
    {
        Assert.All(Nodes(kind), node => Assert.True(
            node.Type switch
            {
                "string" => node.Number("maxLength") is not null,
                "array" => node.Number("maxItems") is not null && node.Text("x-kubernetes-list-type") is not null,
                "integer" => node.Number("minimum") is not null && node.Number("maximum") is not null,
                "object" => !node.IsMap || node.Number("maxProperties") is not null,
                _ => true,
            },
            node.Path));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Lists_of_objects_are_maps_by_a_required_key_and_routes_are_atomic(string kind)
    {
        foreach (var list in Nodes(kind).Where(node => node.Element?.Type == "object" && node.Type == "array"))
        {
            var atomic = list.Path is "spec.routes" or "spec.podTemplate.spec.tolerations";
            Assert.Equal(atomic ? "atomic" : "map", list.Text("x-kubernetes-list-type"));
            if (!atomic) Assert.Subset(list.Element!.Words("required").ToHashSet(), list.Words("x-kubernetes-list-map-keys").ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Defaults_are_scalars_outside_of_lists(string kind) =>
        Assert.All(Nodes(kind).Where(node => node.Schema.ContainsKey("default")), node => Assert.True(
            node.Type is not ("object" or "array") && !node.Path.Contains("[]", StringComparison.Ordinal), node.Path));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_is_described_and_every_rule_has_a_sentence(string kind)
    {
        var written = Nodes(kind).Where(node => node.Path != "metadata" && node.Path != "metadata.name" && (node.Type == "object" || !node.Path.EndsWith(']')) && !node.Path.EndsWith('}'));
        Assert.All(written, node => Assert.Matches(@"^[^\n]{4,}\.\z", node.Text("description") ?? node.Path));
        Assert.All(
            Nodes(kind).SelectMany(node => node.Schema["x-kubernetes-validations"]?.AsArray() ?? []),
            rule => Assert.False(string.IsNullOrEmpty(rule!["message"]?.GetValue<string>()), rule!.ToJsonString()));
    }

    /// <summary>By its name alone advice knows that a field is a duration.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Durations_have_names_that_nothing_else_of_text_has(string kind) =>
        Assert.All(Nodes(kind).Where(node => node.Type == "string"), node =>
            Assert.True(DurationFields.Contain(node.Path) == (node.Text("pattern")?.Contains("[nuµμm]?s|m|h", StringComparison.Ordinal) ?? false), node.Path));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Enum_values_are_PascalCase_and_nothing_reads_as_a_boolean_of_YAML_1_1(string kind)
    {
        foreach (var node in Nodes(kind))
        {
            Assert.DoesNotContain(node.Path.Split('.')[^1], Booleans);
            Assert.All(node.Words("enum").Except(LowerCase), word => Assert.Matches(PascalCase(), word));
            Assert.DoesNotContain(node.Words("enum"), Booleans.Contains);
        }
    }

    [Theory]
    [InlineData("ModelTier", "mt", "MODEL GPU READY DESIRED QUEUE COST/H STATUS AGE", "TTFT-P95 REVISION")]
    [InlineData("RoutingPolicy", "rp", "MODELS CLASSIFIER PROGRAMMED STATUS AGE", "GATEWAY GATEWAYS SERVING REVISION")]
    [InlineData("CanaryRollout", "canr", "POLICY STABLE CANARY WEIGHT PHASE AGE", "SHARE WANTED ATTEMPT REASON")]
    public void Names_and_columns_are_what_people_type_and_read(string kind, string shortName, string columns, string wide)
    {
        var crd = Crd.Of(kind);
        var names = crd.Document["spec"]!["names"]!;
        Assert.Equal([shortName], names["shortNames"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(["llm"], names["categories"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(ApiNames.Group, crd.Document["spec"]!["group"]!.GetValue<string>());
        Assert.Equal(ApiNames.Version, crd.Version["name"]!.GetValue<string>());
        Assert.Equal(["status"], crd.Version["subresources"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal(columns, Columns(crd, wide: false));
        Assert.Equal(wide, Columns(crd, wide: true));
    }

    private static string Columns(Crd crd, bool wide) => string.Join(' ', crd.Version["additionalPrinterColumns"]!.AsArray()
        .Where(column => (column!["priority"] is not null) == wide)
        .Select(column => column!["name"]!.GetValue<string>()));

    private static IEnumerable<SchemaNode> Nodes(string kind) => new SchemaNode("", Crd.Of(kind).Schema).Descend();

    [GeneratedRegex(@"^[A-Z][A-Za-z]*\z")]
    private static partial Regex PascalCase();
}
