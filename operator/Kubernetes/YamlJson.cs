using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>YAML as JSON, for parts of a kubeconfig that we only hand on.</summary>
internal static class YamlJson
{
    public static bool IsNull(this YamlScalarNode scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "null" or "~";

    public static JsonNode? ToJson(this YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, child.Value.ToJson()))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode scalar => Value(scalar),
        _ => null,
    };

    private static JsonNode? Value(YamlScalarNode scalar)
    {
        if (scalar.IsNull()) return null;
        if (scalar.Style != ScalarStyle.Plain) return scalar.Value;
        if (bool.TryParse(scalar.Value, out var truth)) return truth;
        if (long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        return double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : scalar.Value;
    }
}
