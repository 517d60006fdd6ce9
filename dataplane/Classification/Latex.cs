using System.Buffers;

namespace LlmRouting.DataPlane.Classification;

/// <summary>TeX notation. \(…\) and \[…\] are not looked at: regular expressions are full of them.</summary>
internal static class Latex
{
    private static readonly SearchValues<char> Notation = SearchValues.Create("\\^_={}");

    /// <summary>Each with what must follow, since \int and \sum are also good names for a folder.</summary>
    private static readonly string[] Commands =
    [
        "frac{", "dfrac{", "tfrac{", "sqrt{", "sqrt[", "int_", "int^", "int ", "sum_", "sum^", "sum ", "prod_", "lim_", "binom{", "mathbb{", "mathrm{", "mathbf{", "mathcal{",
        "partial", "nabla", "infty", "cdot", "leq", "geq", "neq", "approx", "begin{equation", "begin{align", "begin{matrix", "begin{pmatrix", "begin{bmatrix", "begin{cases",
    ];

    /// <summary>$$…$$ holding notation; two prices or shell's $$ do not.</summary>
    public static bool IsDisplay(ReadOnlySpan<char> text, int at)
    {
        if (!text[at..].StartsWith("$$") || (at > 0 && text[at - 1] == '$')) return false;
        var inside = text[(at + 2)..];
        var end = inside.IndexOf("$$");
        return end > 0 && inside[..end].ContainsAny(Notation);
    }

    /// <param name="after">What follows the backslash.</param>
    public static bool IsCommand(ReadOnlySpan<char> after)
    {
        foreach (var command in Commands)
        {
            if (after.StartsWith(command) && IsWhole(command, after)) return true;
        }
        return false;
    }

    private static bool IsWhole(string command, ReadOnlySpan<char> after) =>
        !char.IsAsciiLetter(command[^1]) || command.StartsWith("begin", StringComparison.Ordinal) || command.Length == after.Length || !(char.IsAsciiLetterOrDigit(after[command.Length]) || after[command.Length] is '\\' or '.' or '-');
}
