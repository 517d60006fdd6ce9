using System.Globalization;
using System.Text.RegularExpressions;
using LlmRouting.TestKit.Kubernetes.Builtins;

namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>The functions of the subset.</summary>
internal static partial class CelFunctions
{
    public static Func<object?[], object?>? Global(string name) => name switch
    {
        "size" => a => Size(a[0]),
        "int" => a => a[0] is string text ? Parse<long>(text) : (long)CelValues.Number(a[0]),
        "double" => a => a[0] is string text ? Parse<double>(text) : CelValues.Number(a[0]),
        "string" => a => Text(a[0]),
        "bool" => a => a[0] is bool or not string ? CelValues.Truth(a[0]) : bool.Parse((string)a[0]!),
        "duration" => a => Duration((string)a[0]!),
        "isQuantity" => a => Quantity.IsValid((string)a[0]!),
        "quantity" => a => Quantity.IsValid((string)a[0]!) ? Quantity.Value((string)a[0]!) : throw new CelFailureException("quantities must match the regular expression"),
        _ => null,
    };

    public static Func<object?, object?[], object?>? Method(string name, int arguments) => (name, arguments) switch
    {
        ("size", 0) => (t, _) => Size(t),
        ("startsWith", 1) => (t, a) => ((string)t!).StartsWith((string)a[0]!, StringComparison.Ordinal),
        ("endsWith", 1) => (t, a) => ((string)t!).EndsWith((string)a[0]!, StringComparison.Ordinal),
        ("contains", 1) => (t, a) => ((string)t!).Contains((string)a[0]!, StringComparison.Ordinal),
        ("matches", 1) => (t, a) => Regex.IsMatch((string)t!, (string)a[0]!, RegexOptions.CultureInvariant),
        ("lowerAscii", 0) => (t, _) => ((string)t!).ToLowerInvariant(),
        ("upperAscii", 0) => (t, _) => ((string)t!).ToUpperInvariant(),
        ("trim", 0) => (t, _) => ((string)t!).Trim(),
        ("split", 1) => (t, a) => ((string)t!).Split((string)a[0]!).Select(p => (object?)p).ToList(),
        ("replace", 2) => (t, a) => ((string)t!).Replace((string)a[0]!, (string)a[1]!),
        ("substring", 1) => (t, a) => ((string)t!)[(int)(long)a[0]!..],
        ("substring", 2) => (t, a) => ((string)t!)[(int)(long)a[0]!..(int)(long)a[1]!],
        ("indexOf", 1) => (t, a) => (long)((string)t!).IndexOf((string)a[0]!, StringComparison.Ordinal),
        ("join", 1) => (t, a) => string.Join((string)a[0]!, CelValues.Items(t)),
        ("sum", 0) => (t, _) => CelValues.Items(t).Aggregate((object)0L, (s, i) => s is long a && i is long b ? a + b : CelValues.Number(s) + CelValues.Number(i)),
        ("min", 0) => (t, _) => CelValues.Items(t).Aggregate((a, b) => CelValues.Compare(a, b) <= 0 ? a : b),
        ("max", 0) => (t, _) => CelValues.Items(t).Aggregate((a, b) => CelValues.Compare(a, b) >= 0 ? a : b),
        ("isSorted", 0) => (t, _) => CelValues.Items(t) is var items && items.Zip(items.Skip(1)).All(p => CelValues.Compare(p.First, p.Second) <= 0),
        ("format", 1) => (t, a) => Format((string)t!, CelValues.Items(a[0])),
        ("isGreaterThan", 1) => (t, a) => (decimal)t! > (decimal)a[0]!,
        ("isLessThan", 1) => (t, a) => (decimal)t! < (decimal)a[0]!,
        ("compareTo", 1) => (t, a) => (long)((decimal)t!).CompareTo((decimal)a[0]!),
        _ => null,
    };

    private static long Size(object? value) => value is string text ? text.EnumerateRunes().Count() : CelValues.Items(value).Count;

    private static T Parse<T>(string text) where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw new CelFailureException("type conversion error");

    private static string Text(object? value) => value is bool truth ? truth ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Format(string pattern, List<object?> values)
    {
        var next = 0;
        return Verb().Replace(pattern, _ => Text(values[next++]));
    }

    private static TimeSpan Duration(string text)
    {
        if (text is "0") return TimeSpan.Zero;
        var parts = Unit().Matches(text);
        if (parts.Count == 0 || parts.Sum(p => p.Length) != text.TrimStart('-').Length) throw new CelFailureException($"invalid duration {text}");
        var seconds = parts.Sum(p => double.Parse(p.Groups[1].Value, CultureInfo.InvariantCulture) * Scale(p.Groups[2].Value));
        return TimeSpan.FromSeconds(text.StartsWith('-') ? -seconds : seconds);
    }

    private static double Scale(string unit) => unit switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 1e-3, "ns" => 1e-9, _ => 1e-6 };

    [GeneratedRegex(@"%[sdvfe]")]
    private static partial Regex Verb();

    [GeneratedRegex(@"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)")]
    private static partial Regex Unit();
}
