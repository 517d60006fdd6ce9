namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>One problem of an object.</summary>
/// <param name="Reason">FieldValueInvalid, FieldValueRequired…</param>
/// <param name="Field">Dotted path without a leading dot.</param>
/// <param name="Message">Without the field in front of it.</param>
public sealed record FieldError(string Reason, string Field, string Message)
{
    /// <summary>CEL rules cannot be looked at after this one.</summary>
    public bool HidesRules { get; init; }

    public static FieldError Invalid(string field, string value, string message) => new("FieldValueInvalid", field, $"Invalid value: {value}: {message}");

    public static FieldError Required(string field, string message = "") =>
        new("FieldValueRequired", field, message.Length == 0 ? "Required value" : $"Required value: {message}") { HidesRules = true };

    public static FieldError Forbidden(string field, string message) => new("FieldValueForbidden", field, $"Forbidden: {message}");

    public static FieldError Unsupported(string field, string value, IEnumerable<string> supported) => new(
        "FieldValueNotSupported", field, $"Unsupported value: {value}: supported values: {string.Join(", ", supported.Select(s => $"\"{s}\""))}") { HidesRules = true };
}
