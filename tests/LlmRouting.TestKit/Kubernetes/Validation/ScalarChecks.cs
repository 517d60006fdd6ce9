using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>Bounds of strings and numbers.</summary>
public static class ScalarChecks
{
    public static IEnumerable<FieldError> Of(JsonNode value, TypeSchema type, string path)
    {
        if (value.AsValue().TryGetValue(out string? text)) return Text(text, type.Constraints, path);
        return value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? Number(value, type.Constraints, path) : [];
    }

    private static IEnumerable<FieldError> Text(string text, Constraints bounds, string path)
    {
        var shown = Wire.Text(text);
        if (bounds.MaxLength < Length(text))
            yield return new FieldError("FieldValueTooLong", path, $"Too long: may not be more than {bounds.MaxLength} bytes") { HidesRules = true };
        else if (bounds.MinLength > Length(text)) yield return FieldError.Invalid(path, shown, $"{path} in body should be at least {bounds.MinLength} chars long");
        else if (bounds.Pattern is { } pattern && !pattern.IsMatch(text)) yield return FieldError.Invalid(path, shown, $"{path} in body should match '{pattern}'");
        if (bounds.Format is { } format && !FormatChecks.Fits(text, format))
            yield return FieldError.Invalid(path, shown, $"{path} in body must be of type {format}: {shown}") with { Reason = "FieldValueTypeInvalid", HidesRules = true };
    }

    private static IEnumerable<FieldError> Number(JsonNode value, Constraints bounds, string path)
    {
        var shown = Wire.Text(value);
        var number = decimal.Parse(shown, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (bounds.Minimum is { } least && (bounds.ExclusiveMinimum ? number <= least : number < least))
            yield return FieldError.Invalid(path, shown, $"{path} in body should be greater than {(bounds.ExclusiveMinimum ? "" : "or equal to ")}{Plain(least)}");
        if (bounds.Maximum is { } most && (bounds.ExclusiveMaximum ? number >= most : number > most))
            yield return FieldError.Invalid(path, shown, $"{path} in body should be less than {(bounds.ExclusiveMaximum ? "" : "or equal to ")}{Plain(most)}");
        if (bounds.MultipleOf is { } step && number % step != 0)
            yield return FieldError.Invalid(path, shown, $"{path} in body should be a multiple of {Plain(step)}");
        if (bounds.Format == "int32" && number is (< int.MinValue or > int.MaxValue))
            yield return FieldError.Invalid(path, shown, $"{path} in body must be of type int32: \"{shown}\"");
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    private static string Plain(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
