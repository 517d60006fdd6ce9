namespace LlmRouting.DataPlane.Metrics;

/// <summary>What S4.8 records of a decision. Every part is a number or a word of the configuration.</summary>
/// <param name="ClassifierVersion">Name of the classifier that decided, e.g. <c>v7</c>; null when none was asked.</param>
/// <param name="ContentLength">Length of the text the classifier looked at, in chars.</param>
/// <param name="TurnCount">Messages of the request, system and assistant included.</param>
/// <param name="StrongKeywords">Configured keywords that were found; null when none was.</param>
public readonly record struct ClassificationFacts(
    string? ClassifierVersion, int ContentLength, int TurnCount, IReadOnlyList<string>? StrongKeywords)
{
    public bool KeywordMatch => StrongKeywords is { Count: > 0 };
}
