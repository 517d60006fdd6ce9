using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Selection;

/// <summary>Labels as routes, headers and metrics spell them.</summary>
public static class LabelNames
{
    public static string Of(ComplexityLabel label) => label switch
    {
        ComplexityLabel.Simple => "simple",
        ComplexityLabel.Moderate => "moderate",
        ComplexityLabel.Complex => "complex",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, null),
    };
}
