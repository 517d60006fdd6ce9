namespace LlmRouting.DataPlane.Classification;

/// <summary>
/// A light stemmer that only cuts: optimize, optimise, optimizing, optimization → optim; analyze, analysis → analy; migrate, migration → migrat.
/// Cautious where words part: designate keeps its t and is not design.
/// </summary>
internal static class EnglishStem
{
    private const int Shortest = 3;
    private const string Ation = "ation";

    /// <summary>Whole families whose ending leaves <c>Keep</c> of its letters.</summary>
    private static readonly (string Suffix, int Keep)[] Families =
    [
        ("ization", 0), ("isation", 0), ("izing", 0), ("ising", 0), ("ized", 0), ("ised", 0), ("izer", 0), ("iser", 0), ("ize", 0), ("ise", 0),
        ("ytical", 1), ("yzing", 1), ("ysing", 1), ("ytic", 1), ("ysis", 1), ("yzed", 1), ("ysed", 1), ("yzer", 1), ("yser", 1), ("yze", 1), ("yse", 1), ("yst", 1),
        ("ectural", 3), ("ecture", 3),
    ];

    /// <summary>Inflections: how many of their letters stay, how many letters must be left, and what they must follow, where it matters.</summary>
    private static readonly (string Suffix, int Keep, int Least, string After)[] Inflections =
    [
        (Ation, 2, 3, ""), ("ator", 2, 3, ""), ("ing", 0, 3, ""), ("ion", 0, 3, "st"), ("ity", 0, 4, ""), ("ive", 0, 3, "t"),
        ("ed", 0, 4, ""), ("er", 0, 5, ""), ("ly", 0, 4, ""), ("e", 0, 3, ""),
    ];

    /// <summary>Length of the stem of a lower-case word, and of a second one where -ation may have been put on a whole word (implement-ation) or on -ate; else 0.</summary>
    public static (int Length, int Alternate) Lengths(ReadOnlySpan<char> word)
    {
        var singular = Singular(word);
        foreach (var (suffix, keep) in Families)
        {
            if (singular.EndsWith(suffix) && singular.Length - suffix.Length >= Shortest) return (singular.Length - suffix.Length + keep, 0);
        }
        foreach (var (suffix, keep, least, after) in Inflections)
        {
            if (Ends(singular, suffix, least, after)) return Cut(singular[..^(suffix.Length - keep)], suffix == Ation);
        }
        return (Single(singular), 0);
    }

    private static bool Ends(ReadOnlySpan<char> word, string suffix, int least, string after)
    {
        var left = word.Length - suffix.Length;
        if (left < least || !word.EndsWith(suffix)) return false;
        return (after.Length == 0 || after.Contains(word[left - 1])) && word[..left].ContainsAny("aeiouy");
    }

    private static (int Length, int Alternate) Cut(ReadOnlySpan<char> left, bool ation)
    {
        if (left.EndsWith("icat") && left.Length >= Shortest + 4) return (left.Length - 4, 0);
        return (Single(left), ation ? Single(left[..^2]) : 0);
    }

    private static ReadOnlySpan<char> Singular(ReadOnlySpan<char> word)
    {
        if (word.Length <= Shortest || word[^1] != 's' || word[^2] is 's' or 'u' or 'i') return word;
        if (word.EndsWith("ities") && word.Length > Shortest + 5) return word[..^5];
        if (word.EndsWith("ies") && word.Length > Shortest + 2) return word[..^3];
        return word.EndsWith("sses") ? word[..^2] : word[..^1];
    }

    /// <summary>debugg(ing) → debug, classifi(ed) → classif; a word's own end goes the same way, so that install and installing agree.</summary>
    private static int Single(ReadOnlySpan<char> stem)
    {
        if (stem.Length > Shortest && (stem[^1] is 'y' or 'i') && !IsVowel(stem[^2])) stem = stem[..^1];
        return stem.Length > Shortest && stem[^1] == stem[^2] && !IsVowel(stem[^1]) ? stem.Length - 1 : stem.Length;
    }

    private static bool IsVowel(char one) => one is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
