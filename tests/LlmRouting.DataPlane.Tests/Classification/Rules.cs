using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Tests.Parsing;

namespace LlmRouting.DataPlane.Tests.Classification;

/// <summary>The sources' classifiers as snapshots, and short ways to ask them.</summary>
internal static class Rules
{
    /// <summary>S4.3 and S4.4.</summary>
    public static HeuristicSnapshot V7 { get; } = new()
    {
        Keywords =
        [
            new KeywordRule
            {
                Name = "strong",
                Label = ComplexityLabel.Complex,
                Any =
                [
                    "리팩터", "아키텍처", "설계", "분석", "최적화", "디버그", "마이그레이션",
                    "refactor", "architect", "design", "analyze", "optimize", "debug", "migration", "complex", "performance", "security",
                ],
            },
        ],
        Length = new LengthRule(LengthUnit.Chars, 500, TextScope.All, ComplexityLabel.Complex),
        Turns = new TurnsRule(TurnCount.Messages, 5, ComplexityLabel.Complex),
    };

    /// <summary>S0.1 to S0.4; moderate is what S0.5 asks a model about.</summary>
    public static HeuristicSnapshot Source000 { get; } = new()
    {
        Keywords =
        [
            new KeywordRule
            {
                Name = "formatting", Label = ComplexityLabel.Simple, Any = ["format", "json", "list", "translate", "summarize", "count"], None = HighWords,
                AtMost = new LengthLimit(LengthUnit.Tokens, 199),
            },
            new KeywordRule { Name = "reasoning", Label = ComplexityLabel.Complex, Any = HighWords },
        ],
        Length = new LengthRule(LengthUnit.Tokens, 1500, TextScope.All, ComplexityLabel.Complex),
        Otherwise = ComplexityLabel.Moderate,
    };

    private static string[] HighWords => ["code", "debug", "reason", "analyze", "compare", "generate", "math"];

    public static HeuristicSnapshot Keyword(KeywordMatch match, params string[] any) =>
        new() { Keywords = [new KeywordRule { Name = "k", Label = ComplexityLabel.Complex, Any = any, Match = match }] };

    public static ClassificationResult Ask(HeuristicSnapshot rules, string user) => AskMessages(rules, Read.User(user));

    public static ClassificationResult AskMessages(HeuristicSnapshot rules, string messages, bool onlyUpgrade = false) =>
        new HeuristicClassifier(rules).Classify(Read.Chat(messages), onlyUpgrade);

    public static bool Finds(HeuristicSnapshot rules, string user) => Ask(rules, user).Label == ComplexityLabel.Complex;

    /// <summary>Messages of the given roles and texts: <c>("user", "hi")</c>.</summary>
    public static string Messages(params (string Role, string Text)[] messages) =>
        System.Text.Json.JsonSerializer.Serialize(messages.Select(m => new { role = m.Role, content = m.Text }));
}
