using System.Text;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Classification;

/// <summary>Sizes of a text. Messages are joined by one space, which counts as a character and a byte.</summary>
internal static class TextUnits
{
    /// <summary>S0.1: whitespace words × 1.3.</summary>
    private const int TokensPer10Words = 13;

    public static long Count(ReadOnlySpan<char> text, LengthUnit unit, bool mayNeedNfc) => unit switch
    {
        LengthUnit.Bytes => Encoding.UTF8.GetByteCount(text),
        LengthUnit.Chars when mayNeedNfc && TextFolding.NeedsNfc(text) => text.GetNormalizedLength(NormalizationForm.FormC),
        LengthUnit.Chars => text.Length,
        _ => Words(text),
    };

    public static long Joint(LengthUnit unit) => unit is LengthUnit.Chars or LengthUnit.Bytes ? 1 : 0;

    public static bool Exceeds(long count, LengthUnit unit, int max) =>
        unit == LengthUnit.Tokens ? count * TokensPer10Words > max * 10L : count > max;

    private static long Words(ReadOnlySpan<char> text)
    {
        var words = 0;
        var inside = false;
        foreach (var one in text)
        {
            var space = char.IsWhiteSpace(one);
            if (inside == space) words += space ? 0 : 1;
            inside = !space;
        }
        return words;
    }
}
