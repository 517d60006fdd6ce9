using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Classification;

/// <summary>What a classifier says about a request.</summary>
/// <param name="Complexity">0 (simple) to 1 (complex).</param>
/// <param name="Category">Set by the rule that decided, if it names one.</param>
/// <param name="Reason">The rule that decided, short ASCII that may stand in a header: <c>keyword:strong</c>, <c>length&gt;500</c>, <c>otherwise</c>; with <c>earlier-turn:</c> before it when an earlier turn decided.</param>
/// <param name="Confidence">0 to 1; the heuristics' come from S0.3, S0.4 and S0.6.</param>
public readonly record struct ClassificationResult(double Complexity, ComplexityLabel Label, string? Category, string Reason, double Confidence);
