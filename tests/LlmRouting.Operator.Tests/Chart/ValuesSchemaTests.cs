using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Tests.Chart;

/// <summary>values.yaml and values.schema.json know the same values.</summary>
public sealed class ValuesSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(ChartFiles.Folder, "values.schema.json")))!.AsObject();
    private static readonly JsonObject Values = ChartFiles.Yaml(Path.Combine(ChartFiles.Folder, "values.yaml")).Single();

    [Fact]
    public void Every_value_is_in_the_schema_and_every_property_of_the_schema_is_a_value() =>
        Assert.Equal([".global"], Differences(Schema, Values, ""));      // Helm gives it to every chart

    [Fact]
    public void Every_default_is_of_the_type_that_the_schema_says() => Assert.Empty(Mistyped(Schema, Values, ""));

    [Fact]
    public void Every_value_has_a_comment()
    {
        var lines = File.ReadAllLines(Path.Combine(ChartFiles.Folder, "values.yaml"));
        var comments = lines.Count(line => line.TrimStart().StartsWith("# --", StringComparison.Ordinal));
        Assert.True(comments >= Leaves(Schema).Count(), $"{comments} comments for {Leaves(Schema).Count()} values");
    }

    [Fact]
    public void A_gateway_of_the_list_may_say_whatever_the_defaults_say()
    {
        var entry = Schema["properties"]!["gateways"]!["items"]!["properties"]!.AsObject().Select(field => field.Key).Where(name => name != "name");
        Assert.Equal(Schema["properties"]!["gateway"]!["properties"]!.AsObject().Select(field => field.Key).Order(), entry.Order());
    }

    [Fact]
    public void No_gateway_may_have_the_name_of_something_else_of_the_release()
    {
        var refused = Schema["properties"]!["gateways"]!["items"]!["properties"]!["name"]!["not"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>());
        var taken = ChartFiles.Rendered.Where(item => item["kind"]!.GetValue<string>() is "Deployment" or "ServiceAccount" or "PodDisruptionBudget" && item["metadata"]!["labels"]!["llmrouting.dev/gateway"] is null)
            .Select(item => item["metadata"]!["name"]!.GetValue<string>()["llm-routing-".Length..]);
        // tiers: a NetworkPolicy.
        Assert.Equal(taken.Append("tiers").Distinct().Order(), refused.Order());
    }

    [Theory]
    [InlineData("memory", "192Gi", "1.5Ti", "80e9", "192GB", "192 Gi", "", "Gi", "-1Gi")]
    [InlineData("resourceName", "nvidia.com/gpu", "amd.com/gpu", "gpu", "amd.com/", "/gpu", "AMD.com/gpu")]
    public void A_GPU_class_is_refused_before_the_operator_would_refuse_it(string field, params string[] values)
    {
        var pattern = Class[field]!["pattern"]!.GetValue<string>();
        Assert.All(values, value => Assert.Equal(Takes($"{field}: \"{value}\""), Regex.IsMatch(value, pattern)));
    }

    [Theory]
    [InlineData("nvidia.com/gpu.product", "NVIDIA-L4")]
    [InlineData("pool", "")]
    [InlineData("a b", "x")]
    [InlineData("pool", "x y")]
    [InlineData("/pool", "x")]
    [InlineData("pool", "-")]
    public void So_is_a_label_of_nodes(string key, string value)
    {
        var selector = Class["nodeSelector"]!;
        var taken = Regex.IsMatch(key, selector["propertyNames"]!["pattern"]!.GetValue<string>()) && Regex.IsMatch(value, selector["additionalProperties"]!["pattern"]!.GetValue<string>());
        Assert.Equal(Takes($"nodeSelector: {{\"{key}\": \"{value}\"}}"), taken);
    }

    private static JsonNode Class => Schema["properties"]!["gpuClasses"]!["items"]!["properties"]!;

    private static bool Takes(string field) => OperatorConfigurationReader.Read("operator.yaml", $"gpuClasses: [{{name: mi300, {field}}}]").Problems.Count == 0;

    private static IEnumerable<string> Differences(JsonNode schema, JsonNode? value, string path)
    {
        if (schema["properties"] is not JsonObject properties) return [];
        if (schema["additionalProperties"] is not JsonValue) return [$"{path}: lets any property in"];
        if (value is not JsonObject present) return [$"{path}: not in values.yaml"];
        var known = properties.Select(field => field.Key).ToHashSet();
        return known.Except(present.Select(field => field.Key)).Concat(present.Select(field => field.Key).Except(known)).Select(name => $"{path}.{name}")
            .Concat(present.Where(field => known.Contains(field.Key)).SelectMany(field => Differences(properties[field.Key]!, field.Value, $"{path}.{field.Key}")));
    }

    private static IEnumerable<string> Mistyped(JsonNode schema, JsonNode? value, string path)
    {
        var types = schema["type"] switch { JsonArray list => list.Select(type => type!.GetValue<string>()), JsonValue one => [one.GetValue<string>()], _ => [] };
        var actual = value switch { null => "null", JsonObject => "object", JsonArray => "array", JsonValue scalar => scalar.GetValueKind().ToString().ToLowerInvariant(), _ => "?" };
        var fits = types.DefaultIfEmpty("any").Any(type => type == "any" || type == actual || (type is "integer" or "number" && actual == "number") || (type == "boolean" && actual is "true" or "false"));
        IEnumerable<string> own = fits ? [] : [$"{path}: {actual} instead of {string.Join(" or ", types)}"];
        return schema["properties"] is JsonObject properties && value is JsonObject present
            ? own.Concat(present.Where(field => properties[field.Key] is not null).SelectMany(field => Mistyped(properties[field.Key]!, field.Value, $"{path}.{field.Key}")))
            : own;
    }

    private static IEnumerable<string> Leaves(JsonNode schema) =>
        schema["properties"] is JsonObject properties && !properties.ContainsKey("requests")
            ? properties.Where(field => field.Key is not ("name" or "global")).SelectMany(field => field.Value!["properties"] is null ? [field.Key] : Leaves(field.Value))
            : ["resources"];
}
