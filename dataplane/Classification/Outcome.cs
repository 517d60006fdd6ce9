using System.Globalization;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Classification;

/// <summary>A rule's results, made once so that deciding allocates nothing.</summary>
/// <param name="Now">The request itself met the rule.</param>
/// <param name="Earlier">An earlier turn of its history did.</param>
internal sealed record Outcome(ClassificationResult Now, ClassificationResult Earlier)
{
    private const double MatchedSimple = 0.95, Matched = 0.90, NothingKnown = 0.5;
    private const int MaxName = 64;

    public ComplexityLabel Label => Now.Label;

    public static Outcome Rule(ComplexityLabel label, string reason, string? category = null) =>
        Make(label, reason, category, label == ComplexityLabel.Simple ? MatchedSimple : Matched);

    public static Outcome Otherwise(ComplexityLabel label) => Make(label, "otherwise", null, NothingKnown);

    public static string Keyword(string name) => "keyword:" + string.Concat(name.Take(MaxName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));

    public static string Length(LengthRule rule) => Over(rule.Unit == LengthUnit.Chars ? "length" : rule.Unit.ToString().ToLowerInvariant(), rule.Max);

    public static string Turns(TurnsRule rule) => Over(rule.Count == TurnCount.Messages ? "turns" : "user-turns", rule.Max);

    private static string Over(string what, int max) => string.Create(CultureInfo.InvariantCulture, $"{what}>{max}");

    private static Outcome Make(ComplexityLabel label, string reason, string? category, double confidence)
    {
        var now = new ClassificationResult((int)label / 2.0, label, category, reason, confidence);
        return new Outcome(now, now with { Reason = "earlier-turn:" + reason });
    }
}
