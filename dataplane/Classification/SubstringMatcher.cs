using System.Buffers;
using System.Text;

namespace LlmRouting.DataPlane.Classification;

/// <summary>Anywhere in the text, as S4.3 does it literally.</summary>
internal sealed class SubstringMatcher : KeywordMatcher
{
    private readonly KeywordScan latin, others;

    public SubstringMatcher(IEnumerable<string> words)
    {
        var byScript = words.ToLookup(w => Ascii.IsValid(w));
        latin = new KeywordScan([.. byScript[true]]);
        others = new KeywordScan([.. byScript[false]]);
    }

    public override bool Found(ReadOnlySpan<char> text, bool ascii) => latin.Next(text) >= 0 || (!ascii && others.Next(text) >= 0);
}
