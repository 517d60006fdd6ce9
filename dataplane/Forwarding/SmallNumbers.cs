using System.Globalization;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Numbers that stand in nearly every answer, as shared strings.</summary>
public static class SmallNumbers
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 16).Select(n => n.ToString(CultureInfo.InvariantCulture))];

    public static string Text(int number) => (uint)number < (uint)Texts.Length ? Texts[number] : number.ToString(CultureInfo.InvariantCulture);
}
