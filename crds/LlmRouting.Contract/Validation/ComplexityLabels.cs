using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Validation;

/// <summary>Labels as manifests write them: simple, moderate, complex.</summary>
internal static class ComplexityLabels
{
    public static void Check(FieldCheck check, string path, string? label) =>
        check.When(label is not null && !TryParse(label, out _), path, $"{label} is not one of simple, moderate, complex");

    public static bool TryParse(string text, out ComplexityLabel label)
    {
        (var known, label) = text switch
        {
            "simple" => (true, ComplexityLabel.Simple),
            "moderate" => (true, ComplexityLabel.Moderate),
            "complex" => (true, ComplexityLabel.Complex),
            _ => (false, default),
        };
        return known;
    }
}
