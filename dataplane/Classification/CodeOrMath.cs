using System.Buffers;

namespace LlmRouting.DataPlane.Classification;

/// <summary>
/// Code and mathematics that a small quantised model gets wrong (S1.8). Looks for things that are hardly ever anything else:
/// a ``` anywhere or a closed ~~~ block; $$…$$ with notation inside; LaTeX commands; symbols of analysis, logic and sets; x^2; equations such as 3x + 2 = 5.
/// Not for indented lines, brackets, hyphens, dates, prices, inline `code` or × (S2.3's trap).
/// </summary>
internal static class CodeOrMath
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("`$\\=^");
    private static readonly SearchValues<char> Symbols = SearchValues.Create("∀∂∃∅∆∇∈∉∋∏∑√∛∝∠∧∨∩∪∫∬∭∮≠≡≤≥≪≫⊂⊃⊆⊇⊕⊗⊥⋅");

    /// <summary>Mathematical Operators: most texts hold none, and a range is searched several times faster than a choice from it.</summary>
    private static readonly SearchValues<char> SymbolBlock = SearchValues.Create([.. Enumerable.Range(0x2200, 0x100).Select(c => (char)c)]);

    /// <param name="text">One message, lower case.</param>
    public static bool Found(ReadOnlySpan<char> text, bool ascii) => SignFound(text) || Fences.Found(text) || (!ascii && SymbolFound(text));

    private static bool SignFound(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Signs); at >= 0;)
        {
            if (IsCodeOrMath(text, at)) return true;
            var next = text[(at + 1)..].IndexOfAny(Signs);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }

    private static bool IsCodeOrMath(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '`' => text[at..].StartsWith("```"),
        '$' => Latex.IsDisplay(text, at),
        '\\' => Latex.IsCommand(text[(at + 1)..]),
        '^' => Equations.IsPower(text, at),
        _ => Equations.IsEquation(text, at),
    };

    private static bool SymbolFound(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAny(SymbolBlock);
        return first >= 0 && text[first..].ContainsAny(Symbols);
    }
}
