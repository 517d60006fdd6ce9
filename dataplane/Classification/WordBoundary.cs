namespace LlmRouting.DataPlane.Classification;

/// <summary>Where words begin and end. A change between Hangul and other letters is a boundary: "API설계", "refactor를".</summary>
internal static class WordBoundary
{
    /// <summary>Whether a word may stand at [start, end): on the left always, on the right unless it ends in Hangul, where particles follow without a space.</summary>
    public static bool Around(ReadOnlySpan<char> text, int start, int end) =>
        Between(text, start) && (IsHangul(text[end - 1]) || Between(text, end));

    public static bool Between(ReadOnlySpan<char> text, int at) =>
        at == 0 || at == text.Length || !IsWord(text[at - 1]) || !IsWord(text[at]) || IsHangul(text[at - 1]) != IsHangul(text[at]);

    public static bool IsHangul(char one) => one is >= '\uAC00' and <= '\uD7A3';

    private static bool IsWord(char one) => char.IsLetterOrDigit(one) || one == '_';
}
