using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using LlmRouting.DataPlane.Parsing;

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
        if (Ascii.IsValid(from)) Ascii.ToLower(from, to, out _);
        else LowerBlocks(from, to);
    }

    public static void LowerInPlace(Span<char> text) => LowerBlocks(text, text);

    /// <summary>False for text the normaliser refuses: U+FFFE is no character.</summary>
    public static bool NeedsNfc(ReadOnlySpan<char> text) => !Ascii.IsValid(text) && !text.Contains('\uFFFE') && !text.IsNormalized(NormalizationForm.FormC);

    private static void LowerBlocks(ReadOnlySpan<char> from, Span<char> to)
    {
        var size = Vector128<ushort>.Count;
        for (; from.Length >= size; from = from[size..], to = to[size..])
        {
            if (!TryLowerBlock(MemoryMarshal.Cast<char, ushort>(from), MemoryMarshal.Cast<char, ushort>(to))) LowerSlowly(from[..size], to);
        }
        LowerSlowly(from, to);
    }

    /// <summary>Eight characters of ASCII, Hangul or CJK at once; false, and nothing done, when another script is among them.</summary>
    private static bool TryLowerBlock(ReadOnlySpan<ushort> from, Span<ushort> to)
    {
        var block = Vector128.Create(from);
        var known = CharBlock.In(block, '\0', '\u007F') | CharBlock.In(block, '\uAC00', '\uD7A3') | CharBlock.In(block, '\u2E80', '\uA63F');
        if (known != Vector128<ushort>.AllBitsSet) return false;
        (block | (CharBlock.In(block, 'A', 'Z') & Vector128.Create((ushort)0x20))).CopyTo(to);
        return true;
    }

    private static void LowerSlowly(ReadOnlySpan<char> from, Span<char> to)
    {
        for (var i = 0; i < from.Length; i++) to[i] = char.ToLowerInvariant(from[i]);
    }
}
