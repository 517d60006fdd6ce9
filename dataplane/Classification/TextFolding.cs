using System.Text;

namespace LlmRouting.DataPlane.Classification;

/// <summary>NFC and invariant lower case, the form in which keywords and text meet.</summary>
internal static class TextFolding
{
    public static string Fold(string text)
    {
        var composed = text.Normalize(NormalizationForm.FormC);
        return string.Create(composed.Length, composed, static (lowered, from) => Lower(from, lowered));
    }

    /// <summary>Character by character, so lengths stay; <paramref name="to"/> must be as long as <paramref name="from"/>.</summary>
    public static void Lower(ReadOnlySpan<char> from, Span<char> to)
    {
        Ascii.ToLower(from, to, out var done);
        for (; done < from.Length; done++) to[done] = Lower(from[done]);
    }

    public static void LowerInPlace(Span<char> text)
    {
        foreach (ref var one in text) one = Lower(one);
    }

    /// <summary>False for text the normaliser refuses: U+FFFE is no character.</summary>
    public static bool NeedsNfc(ReadOnlySpan<char> text) => !Ascii.IsValid(text) && !text.Contains('\uFFFE') && !text.IsNormalized(NormalizationForm.FormC);

    private static char Lower(char one) => one switch
    {
        >= 'A' and <= 'Z' => (char)(one | 0x20),
        < '\u0080' or (>= '\uAC00' and <= '\uD7A3') or (>= '\u2E80' and <= '\uA63F') => one,
        _ => char.ToLowerInvariant(one),
    };
}
