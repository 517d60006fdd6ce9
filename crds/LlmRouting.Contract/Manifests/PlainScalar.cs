using System.Text.RegularExpressions;

namespace LlmRouting.Contract.Manifests;

/// <summary>What a scalar without quotes is to kubectl (YAML 1.1 with Go's exceptions), and which ones nobody should write.</summary>
internal static partial class PlainScalar
{
    /// <param name="trap">For a trap, why it is one.</param>
    public static ScalarKind Classify(string text, out string trap)
    {
        trap = FindTrap(text);
        if (trap.Length > 0) return ScalarKind.Trap;
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
            _ when Integer().IsMatch(text) => ScalarKind.Integer,
            _ when Number().IsMatch(text) => ScalarKind.Number,
            _ => ScalarKind.Text,
        };
    }

    private static string FindTrap(string text)
    {
        if (Boolean11().IsMatch(text)) return $"kubectl reads {text} as a boolean: quote it, or write true or false";
        if (Octal().IsMatch(text)) return $"kubectl reads {text} as an octal number: quote it, or write it in decimal";
        if (OtherBase().IsMatch(text)) return $"{text} is a hexadecimal or binary number: quote it, or write it in decimal";
        if (Underscored().IsMatch(text)) return $"kubectl reads {text} as a number without its underscores: quote it, or leave them out";
        if (Sexagesimal().IsMatch(text)) return $"{text} is a number of base 60 in YAML 1.1: quote it";
        if (NotFinite().IsMatch(text)) return $"{text} is not a finite number: quote it, or write a number";
        if (Timestamp().IsMatch(text)) return $"{text} is a timestamp in YAML 1.1: quote it";
        return "";
    }

    [GeneratedRegex("^(y|n|yes|no|on|off)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Boolean11();

    [GeneratedRegex("^[-+]?0([oO][0-7_]+|[0-9_]*[0-9])$")]
    private static partial Regex Octal();

    [GeneratedRegex("^[-+]?0([xX][0-9a-fA-F_]+|[bB][01_]+)$")]
    private static partial Regex OtherBase();

    [GeneratedRegex(@"^[-+]?\.?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9_]+)?$|^[-+]?[0-9]+\.[0-9]*_[0-9_]*$")]
    private static partial Regex Underscored();

    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$")]
    private static partial Regex Sexagesimal();

    [GeneratedRegex(@"^([-+]?\.inf|\.nan)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotFinite();

    [GeneratedRegex("^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?$")]
    private static partial Regex Timestamp();

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
