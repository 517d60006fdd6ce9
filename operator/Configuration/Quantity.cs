using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmRouting.Operator.Configuration;

/// <summary>Kubernetes quantities in the form the API server stores them: the largest suffix that leaves no fraction, parts of a thousandth rounded up.</summary>
public static partial class Quantity
{
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private const int Milli = 2;
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>False for what is no quantity, is negative, or does not fit into 63 bits.</summary>
    public static bool TryCanonical(string text, out string canonical)
    {
        canonical = "";
        if (!TryParse(text, out var value, out var binary)) return false;
        canonical = binary && value >= 1024 && decimal.IsInteger(value)
            ? Scale(value, 1024, Binary, 0)
            : Scale(decimal.Ceiling(value * 1000), 1000, Decimal, Milli);
        return true;
    }

    /// <summary>The number in units: bytes, cores, pieces.</summary>
    public static bool TryParse(string text, out decimal value, out bool binary)
    {
        value = 0;
        binary = false;
        if (text.Length > 64 || Pattern().Match(text) is not { Success: true } match) return false;
        if (!decimal.TryParse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        var suffix = match.Groups["suffix"].Value;
        binary = suffix.EndsWith('i');
        return TryFactor(suffix, out var factor) && TryMultiply(number, factor, out value);
    }

    private static bool TryFactor(string suffix, out decimal factor)
    {
        factor = 1;
        if (suffix.Length > 1 && suffix[0] is 'e' or 'E' && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            return exponent is >= -9 and <= 18 && (factor = Power(10, exponent)) > 0;
        var (suffixes, step, zero) = suffix.EndsWith('i') ? (Binary, 1024m, 0) : (Decimal, 1000m, Milli + 1);
        factor = Power(step, Array.IndexOf(suffixes, suffix) - zero);
        return true;
    }

    private static bool TryMultiply(decimal number, decimal factor, out decimal value)
    {
        value = 0;
        if (number > long.MaxValue || (factor > 1 && number > long.MaxValue / factor)) return false;
        value = number * factor;
        return true;
    }

    private static string Scale(decimal whole, decimal step, string[] suffixes, int index)
    {
        if (whole == 0) return "0";
        while (index < suffixes.Length - 1 && whole % step == 0) (whole, index) = (whole / step, index + 1);
        return whole.ToString("0", CultureInfo.InvariantCulture) + suffixes[index];
    }

    private static decimal Power(decimal step, int exponent)
    {
        var result = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++) result = exponent > 0 ? result * step : result / step;
        return result;
    }

    [GeneratedRegex(@"^\+?(?<number>[0-9]+(\.[0-9]*)?|\.[0-9]+)(?<suffix>|[numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,2})\z")]
    private static partial Regex Pattern();
}
