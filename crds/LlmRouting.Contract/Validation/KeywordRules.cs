using System.Text;
using System.Text.RegularExpressions;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Validation;

/// <summary>Keyword rules of a heuristic.</summary>
internal static class KeywordRules
{
    public static void Check(FieldCheck check, string path, IReadOnlyList<KeywordRuleSpec>? rules)
    {
        check.Count(path, rules, 1, 64);
        check.Unique(path, rules, rule => rule.Name, "name");
        check.Each(path, rules, (item, rule) => Rule(check, item, rule));
    }

    private static void Rule(FieldCheck check, string path, KeywordRuleSpec rule)
    {
        check.Name(FieldPath.Field(path, "name"), rule.Name);
        ComplexityLabels.Check(check, FieldPath.Field(path, "label"), rule.Label);
        check.Pattern(FieldPath.Field(path, "category"), rule.Category, Names.Category(), Names.CategoryWords);
        check.Range(FieldPath.Field(path, "atMost.max"), rule.AtMost?.Max, 0, 1_000_000);
        check.Count(FieldPath.Field(path, "any"), rule.Any, 1, 256);
        check.Count(FieldPath.Field(path, "none"), rule.None, 1, 256);
        Words(check, FieldPath.Field(path, "any"), rule.Any, rule.Match);
        Words(check, FieldPath.Field(path, "none"), rule.None, rule.Match);
    }

    private static void Words(FieldCheck check, string path, IReadOnlyList<string>? words, KeywordMatch? match)
    {
        check.Unique(path, words, word => word);
        check.Each(path, words, (item, word) =>
        {
            check.Length(item, word, 512);
            check.When(word.Length > 0 && string.IsNullOrWhiteSpace(word), item, "must not be blank");
            if (Normalized(word) is not { } normalized) check.Report(item, "must be Unicode text: it holds half a surrogate pair or U+FFFE, which no text contains");
            else if (match == KeywordMatch.Regex) Expression(check, item, normalized);
        });
    }

    /// <summary>In the form in which keywords are looked for, or null where there is none.</summary>
    private static string? Normalized(string word)
    {
        try
        {
            return word.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void Expression(FieldCheck check, string path, string pattern)
    {
        if (pattern.Length > 512) return;
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        }
        catch (NotSupportedException)
        {
            check.Report(path, "must do without backreferences, lookarounds and other constructs that need backtracking");
        }
        catch (ArgumentException e)
        {
            check.Report(path, $"is not a regular expression: {e.Message}");
        }
    }
}
