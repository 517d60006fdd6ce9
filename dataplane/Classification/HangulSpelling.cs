namespace LlmRouting.DataPlane.Classification;

/// <summary>Loanwords are spelt after the English word or after its -ing or -ate form: 리팩터 and 리팩토링, 디버그 and 디버깅, 마이그레이션 and 마이그레이트.</summary>
internal static class HangulSpelling
{
    private static readonly (string One, string Other)[] Endings = [("터", "토"), ("그", "깅"), ("이션", "이트")];

    /// <summary>The keyword and its other spellings; matched as beginnings of a word, so 리팩토 also finds 리팩토링을.</summary>
    public static IEnumerable<string> Of(string keyword)
    {
        var word = keyword.EndsWith("터링", StringComparison.Ordinal) || keyword.EndsWith("토링", StringComparison.Ordinal) ? keyword[..^1] : keyword;
        yield return word;
        foreach (var (one, other) in Endings)
        {
            if (Other(word, one, other) is { } spelling) yield return spelling;
            if (Other(word, other, one) is { } back) yield return back;
        }
    }

    private static string? Other(string word, string ending, string other) =>
        word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal) ? word[..^ending.Length] + other : null;
}
