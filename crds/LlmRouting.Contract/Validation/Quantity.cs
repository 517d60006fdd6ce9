using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmRouting.Contract.Validation;

/// <summary>Amounts as Kubernetes writes them: <c>100Gi</c>, <c>500m</c>, <c>4</c>. No sign, no exponent, at most petabytes.</summary>
public static partial class Quantity
{
    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        ["m"] = 0.001m, [""] = 1, ["k"] = 1e3m, ["M"] = 1e6m, ["G"] = 1e9m, ["T"] = 1e12m, ["P"] = 1e15m,
        ["Ki"] = 1L << 10, ["Mi"] = 1L << 20, ["Gi"] = 1L << 30, ["Ti"] = 1L << 40, ["Pi"] = 1L << 50,
    };

    /// <summary>Up to 12 digits before the point and 9 behind it.</summary>
    public static bool TryParse(string text, out decimal value)
    {
        value = 0;
        var match = Pattern().Match(text);
        if (!match.Success) return false;
        value = decimal.Parse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Units[match.Groups[2].Value];
        return true;
    }

    [GeneratedRegex(@"^([0-9]{1,12}(?:\.[0-9]{1,9})?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi|)\z")]
    private static partial Regex Pattern();
}
