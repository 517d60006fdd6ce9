using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmRouting.Contract.Validation;

/// <summary>Money and ratios, which manifests write as strings.</summary>
public static partial class Decimals
{
    /// <summary>Up to 9 digits before and after the point; no sign, no exponent.</summary>
    public static bool TryParse(string text, out decimal value)
    {
        value = 0;
        return Pattern().IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    [GeneratedRegex(@"^[0-9]{1,9}(\.[0-9]{1,9})?\z")]
    private static partial Regex Pattern();
}
