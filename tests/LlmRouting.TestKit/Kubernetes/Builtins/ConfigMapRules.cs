using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>ConfigMaps: immutable ones stay as they are.</summary>
public sealed partial class ConfigMapRules : KindRules
{
    public static IEnumerable<FieldError> Immutability(JsonObject value, JsonObject live)
    {
        if (live["immutable"]?.GetValue<bool>() is not true) yield break;
        if (value["immutable"]?.GetValue<bool>() is not true) yield return FieldError.Forbidden("immutable", "field is immutable when `immutable` is set");
        foreach (var name in new[] { "data", "binaryData" })
            if (!JsonNode.DeepEquals(live[name], value[name])) yield return FieldError.Forbidden(name, "field is immutable when `immutable` is set");
    }

    public override void Default(JsonObject value, JsonObject? live)
    {
        foreach (var name in new[] { "data", "binaryData" })
            if (value[name] is JsonObject { Count: 0 }) value.Remove(name);
            else foreach (var key in (value[name] as JsonObject ?? []).Where(d => d.Value is null).Select(d => d.Key).ToList()) value[name]![key] = "";
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live) => Keys(value).Concat(Doubles(value)).Concat(live is null ? [] : Immutability(value, live));

    private static IEnumerable<FieldError> Keys(JsonObject value) => new[] { "data", "binaryData" }.SelectMany(map => (value[map] as JsonObject ?? []).Where(d => !KeyText().IsMatch(d.Key)).Select(d => FieldError.Invalid(
        $"{map}[{d.Key}]", Wire.Text(d.Key), "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")));

    [GeneratedRegex("^[-._a-zA-Z0-9]+$")]
    private static partial Regex KeyText();

    private static IEnumerable<FieldError> Doubles(JsonObject value) => (value["data"] as JsonObject ?? [])
        .Where(d => value["binaryData"] is JsonObject binary && binary.ContainsKey(d.Key))
        .Select(d => FieldError.Invalid($"data[{d.Key}]", $"\"{d.Key}\"", "duplicate of key present in binaryData"));
}
