using System.Text.RegularExpressions;

namespace LlmRouting.DataPlane.Classification;

/// <summary>Regular expressions in time linear in the text. ^ and $ are a message's ends.</summary>
internal sealed class RegexMatcher(string[] patterns) : KeywordMatcher
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private readonly Regex[] regexes = [.. patterns.Select(p => new Regex(p.Normalize(), Options))];

    public override bool ByMessage => true;

    public override bool Found(ReadOnlySpan<char> text, bool ascii)
    {
        foreach (var regex in regexes)
        {
            if (regex.IsMatch(text)) return true;
        }
        return false;
    }
}
