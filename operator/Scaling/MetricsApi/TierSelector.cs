using System.Text.RegularExpressions;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Scaling.MetricsApi;

/// <summary>A label selector as query parameters have it, over the one label that our metrics carry: <see cref="ApiNames.TierLabel"/>.</summary>
public sealed partial class TierSelector
{
    private readonly List<Func<string, bool>> requirements = [];

    private TierSelector() { }

    /// <summary>False for what is no label selector.</summary>
    public static bool TryParse(string? text, out TierSelector selector)
    {
        selector = new TierSelector();
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (text.Length > 4096) return false;
        foreach (var part in Split(text))
        {
            if (Requirement(Part().Match(part)) is { } requirement) selector.requirements.Add(requirement);
            else return false;
        }

        return true;
    }

    /// <param name="tier">Name of a tier.</param>
    public bool Selects(string tier) => requirements.TrueForAll(requirement => requirement(tier));

    private static Func<string, bool>? Requirement(Match part)
    {
        if (!part.Success) return null;
        var ours = part.Groups["key"].Value == ApiNames.TierLabel;
        if (part.Groups["absent"].Success) return _ => !ours;
        if (part.Groups["value"] is { Success: true } value)
        {
            var equal = part.Groups["operator"].Value != "!=";
            return tier => (ours && tier == value.Value) == equal;
        }

        if (!part.Groups["set"].Success) return _ => ours;
        var values = part.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        var isIn = part.Groups["set"].Value == "in";
        return tier => (ours && values.Contains(tier)) == isIn;
    }

    /// <summary>At commas that no parentheses hold.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            else if (text[i] == ')') depth--;
            if (text[i] != ',' || depth > 0) continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }

    [GeneratedRegex(@"\A\s*((?<absent>!)\s*)?(?<key>[A-Za-z0-9][-A-Za-z0-9_./]*)(\s*(?<operator>==|=|!=)\s*(?<value>[-A-Za-z0-9_.]*)|\s+(?<set>in|notin)\s*\((?<values>[^()]*)\))?\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
