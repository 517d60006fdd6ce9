using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Selectors;

/// <summary>labelSelector of lists and watches: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>.</summary>
public sealed class LabelSelector
{
    private readonly List<Func<JsonObject?, bool>> tests = [];

    private LabelSelector() { }

    public static LabelSelector? Parse(string? text)
    {
        if (text is null or "") return null;
        var selector = new LabelSelector();
        foreach (var (name, sign, values) in LabelSelectorParser.Parse(text)) selector.tests.Add(Requirement(name, sign, [.. values]));
        return selector;
    }

    /// <summary>matchLabels and matchExpressions of an object's spec.</summary>
    public static LabelSelector Of(JsonObject? selector)
    {
        var result = new LabelSelector();
        foreach (var (name, value) in selector?["matchLabels"] as JsonObject ?? []) result.tests.Add(Requirement(name, "in", [(string)value!]));
        foreach (var expression in (selector?["matchExpressions"] as JsonArray ?? []).Select(e => e!.AsObject()))
            result.tests.Add(Requirement((string)expression["key"]!, Sign((string?)expression["operator"]), [.. (expression["values"] as JsonArray ?? []).Select(v => (string)v!)]));
        return result;
    }

    public bool Matches(JsonObject? labels) => tests.All(t => t(labels));

    private static string Sign(string? name) => name switch { "In" => "in", "NotIn" => "notin", "Exists" => "exists", _ => "!" };

    private static Func<JsonObject?, bool> Requirement(string name, string sign, HashSet<string> values) => sign switch
    {
        "in" or "=" => labels => (string?)labels?[name] is { } value && values.Contains(value),
        "notin" or "!=" => labels => (string?)labels?[name] is not { } value || !values.Contains(value),
        "exists" => labels => labels?.ContainsKey(name) ?? false,
        _ => labels => !(labels?.ContainsKey(name) ?? false),
    };
}
