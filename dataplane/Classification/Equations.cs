namespace LlmRouting.DataPlane.Classification;

/// <summary>
/// An equation is operands and operators on both sides of one =, with at least one operator between two operands and at least one digit: 3x + 2 = 5, 12*7=?.
/// Operands are numbers, single letters and numbers with one (3x); a word is none, so timeout=30, a=1&amp;b=2 and 2024-05-01 are not equations.
/// </summary>
internal static class Equations
{
    /// <summary>Characters looked at on either side, so that a text of many = costs no more than its length times this.</summary>
    private const int Reach = 64;

    public static bool IsEquation(ReadOnlySpan<char> text, int at)
    {
        if (Neighbour(text, at - 1) is '=' or '<' or '>' or '!' or ':' || Neighbour(text, at + 1) is '=' or '>' or '~') return false;
        var left = Expression.Before(text[Math.Max(0, at - Reach)..at]);
        if (left.Operands == 0 || (left.Operands == 1 && (Neighbour(text, at - 2) is '?' or '&' or '-' or ';'))) return false;
        var right = Expression.After(text[(at + 1)..Math.Min(text.Length, at + 1 + Reach)]);
        if (right.Operands == 0 && !right.Asked) return false;
        return left.Operators + right.Operators > 0 && (left.Digits || right.Digits);
    }

    /// <summary>x^2, 10^6, (a+b)^n, but not ^ in a regular expression, between words or in o^o.</summary>
    public static bool IsPower(ReadOnlySpan<char> text, int at)
    {
        char before = Neighbour(text, at - 1), after = Neighbour(text, at + 1);
        var onLetter = char.IsAsciiLetter(before) && !char.IsAsciiLetter(Neighbour(text, at - 2));
        var asBase = onLetter || char.IsAsciiDigit(before) || before == ')';
        return asBase && (char.IsAsciiDigit(after) || (after is '{' or '(' or '-') || (char.IsAsciiLetter(after) && after != before && !char.IsAsciiLetter(Neighbour(text, at + 2))));
    }

    private static char Neighbour(ReadOnlySpan<char> text, int at) => (uint)at < (uint)text.Length ? text[at] : ' ';
}
