using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>resource.Quantity: 1000m is "1", 0.5 is "500m", 1024Mi is "1Gi".</summary>
public static partial class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Binary =
        [("Ei", 1L << 60), ("Pi", 1L << 50), ("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10)];

    private static readonly (string Suffix, decimal Factor)[] Decimal =
        [("E", 1e18m), ("P", 1e15m), ("T", 1e12m), ("G", 1e9m), ("M", 1e6m), ("k", 1e3m), ("", 1m), ("m", 1e-3m), ("u", 1e-6m), ("n", 1e-9m)];

    public static bool IsValid(string text) => Form().IsMatch(text);

    public static string Canonical(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || !decimal.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return text;
        var suffix = match.Groups[2].Value;
        if (suffix.Length > 0 && suffix[0] is 'e' or 'E' && suffix.Length > 1) return Exponent(text, number, suffix);
        return suffix.EndsWith('i') ? InBinary(number * Factor(Binary, suffix)) : InDecimal(number * Factor(Decimal, suffix));
    }

    /// <summary>As a number, for comparisons.</summary>
    public static decimal Value(string text)
    {
        var match = Form().Match(text);
        var number = decimal.Parse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        var suffix = match.Groups[2].Value;
        return number * Factor(suffix.EndsWith('i') ? Binary : Decimal, suffix);
    }

    private static string InBinary(decimal value)
    {
        foreach (var (suffix, factor) in Binary)
            if (value != 0 && value % factor == 0) return Plain(value / factor) + suffix;
        return value == Math.Floor(value) ? Plain(value) : InDecimal(value);
    }

    private static string InDecimal(decimal value)
    {
        if (value == 0) return "0";
        foreach (var (suffix, factor) in Decimal)
            if (value % factor == 0) return Plain(value / factor) + suffix;
        return Plain(Math.Ceiling(value / 1e-9m)) + "n";
    }

    private static string Exponent(string text, decimal number, string suffix) =>
        number == Math.Floor(number) && int.Parse(suffix[1..], CultureInfo.InvariantCulture) % 3 == 0 ? text : InDecimal(number * (decimal)Math.Pow(10, int.Parse(suffix[1..], CultureInfo.InvariantCulture)));

    private static decimal Factor((string Suffix, decimal Factor)[] units, string suffix) => units.FirstOrDefault(u => u.Suffix == suffix, (Suffix: "", Factor: 1m)).Factor;

    private static string Plain(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([+-]?[0-9]*\.?[0-9]+|[+-]?[0-9]+\.)([eE][-+]?[0-9]+|Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE])?$")]
    private static partial Regex Form();
}
