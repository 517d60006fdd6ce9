using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Takes out what differs between any two runs: uids, versions, times, tokens, generated names.</summary>
public static partial class Normalizer
{
    public static JsonNode? Normalize(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.GroupBy(m => Text(m.Key)).Select(g => KeyValuePair.Create(g.Key, Member(g.First().Key, g.First().Value)))),
        JsonArray items => new JsonArray([.. items.Select(Normalize)]),
        JsonValue value when value.TryGetValue(out string? text) => Text(text),
        _ => node?.DeepClone(),
    };

    public static string Text(string text) => Token().Replace(Volume().Replace(Version().Replace(Stamp().Replace(Uid().Replace(text, "<uid>"), "<time>"), "<version>"), "kube-api-access-x"), "<token>");

    private static JsonNode? Member(string name, JsonNode? value) => name switch
    {
        "message" when value is JsonValue => Sorted(Text((string)value!)),
        "serverAddress" => "<address>",
        "cells" when value is JsonArray cells => new JsonArray([.. cells.Select(c => c is JsonValue v && v.TryGetValue(out string? t) && Age().IsMatch(t) ? "<age>" : Normalize(c))]),
        "clusterIP" or "nodePort" when value is JsonValue v && v.ToString() is not ("None" or "") => "<allocated>",
        "clusterIPs" when value is JsonArray ips && (string?)ips[0] != "None" => "<allocated>",
        "resourceVersion" when value is not null => "<version>",
        "continue" when (string?)value is { Length: > 0 } => "<continue>",
        "managedFields" when value is JsonArray entries => Managers(entries),
        "resources" or "groups" when value is JsonArray named => new JsonArray([.. named.Select(Normalize).OrderBy(n => (string?)(n as JsonObject)?["name"] ?? "", StringComparer.Ordinal)]),
        "causes" when value is JsonArray causes => new JsonArray([.. causes.Select(Normalize).OrderBy(c => c!.ToJsonString(), StringComparer.Ordinal)]),
        _ => Normalize(value),
    };

    /// <summary>Several problems come in the order of a Go map, which is none.</summary>
    private static string Sorted(string message)
    {
        var start = message.IndexOf(" is invalid: [", StringComparison.Ordinal);
        return start < 0 ? message : message[..start] + string.Join(" | ", Problem().Split(message[(start + 14)..].TrimEnd(']')).Order(StringComparer.Ordinal));
    }

    /// <summary>Order depends on seconds, which do not stand still between two runs.</summary>
    private static JsonArray Managers(JsonArray entries) =>
        new([.. entries.Where(e => (string?)e?["manager"] != "kube-controller-manager" || (string?)e["subresource"] != "status").Select(Normalize).OrderBy(e => e?["manager"] + "|" + e?["operation"] + "|" + e?["subresource"], StringComparer.Ordinal)]);

    [GeneratedRegex(@", (?=[.<a-z][^ :]*: (?:Invalid|Required|Unsupported|Too|Duplicate|Forbidden))")]
    private static partial Regex Problem();

    [GeneratedRegex(@"^\d+[smhd](\d+[smh])?$")]
    private static partial Regex Age();

    [GeneratedRegex("kube-api-access-[a-z0-9]{5}")]
    private static partial Regex Volume();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"20(2[6-9]|3\d)-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"(?<=(resource version: |current: |in record \(|too old resource version: |precondition \(|resourceVersion[\\""]{2,4}:[\\""]{2,4}))\d+( \(\d+\))?")]
    private static partial Regex Version();

    [GeneratedRegex(@"ey[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")]
    private static partial Regex Token();
}
