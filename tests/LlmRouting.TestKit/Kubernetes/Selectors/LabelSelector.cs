using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;

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
        foreach (var part in Split(text)) selector.tests.Add(Requirement(part.Trim()));
        return selector;
    }

    /// <summary>matchLabels and matchExpressions of an object's spec.</summary>
    public static LabelSelector Of(JsonObject? selector)
    {
        var result = new LabelSelector();
        foreach (var (name, value) in selector?["matchLabels"] as JsonObject ?? []) result.tests.Add(Equal(name, (string)value!));
        foreach (var expression in (selector?["matchExpressions"] as JsonArray ?? []).Select(e => e!.AsObject())) result.tests.Add(Expression(expression));
        return result;
    }

    public bool Matches(JsonObject? labels) => tests.All(t => t(labels));

    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            else if (text[i] == ')') depth--;
            else if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }
        yield return text[start..];
    }

    private static Func<JsonObject?, bool> Requirement(string part)
    {
        if (part.IndexOf('(') is > 0 and var open) return Membership(part, open);
        if (part.Split("!=") is [var unequal, var unwanted]) return Not(Equal(unequal.Trim(), unwanted.Trim()));
        if (part.Split("==") is [var same, var value]) return Equal(same.Trim(), value.Trim());
        if (part.Split('=') is [var name, var wanted]) return Equal(name.Trim(), wanted.Trim());
        if (part.Length == 0 || part.Contains(' ')) throw Refusals.BadRequest($"unable to parse requirement: found '{part}', expected: identifier");
        return part[0] == '!' ? Not(Exists(part[1..].Trim())) : Exists(part);
    }

    private static Func<JsonObject?, bool> Membership(string part, int open)
    {
        var head = part[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var values = part[(open + 1)..].TrimEnd(')', ' ').Split(',').Select(v => v.Trim()).ToHashSet();
        Func<JsonObject?, bool> within = labels => (string?)labels?[head[0]] is { } value && values.Contains(value);
        return head is [_, "notin"] ? Not(within) : within;
    }

    private static Func<JsonObject?, bool> Expression(JsonObject expression)
    {
        var name = (string)expression["key"]!;
        var values = (expression["values"] as JsonArray ?? []).Select(v => (string)v!).ToHashSet();
        Func<JsonObject?, bool> within = labels => (string?)labels?[name] is { } value && values.Contains(value);
        return (string?)expression["operator"] switch { "In" => within, "NotIn" => Not(within), "Exists" => Exists(name), _ => Not(Exists(name)) };
    }

    private static Func<JsonObject?, bool> Equal(string name, string value) => labels => (string?)labels?[name] == value;

    private static Func<JsonObject?, bool> Exists(string name) => labels => labels?.ContainsKey(name) ?? false;

    private static Func<JsonObject?, bool> Not(Func<JsonObject?, bool> test) => labels => !test(labels);
}
