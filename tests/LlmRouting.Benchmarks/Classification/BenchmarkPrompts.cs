using System.Text;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Benchmarks.Classification;

/// <summary>Chat bodies with a user text of about 2 kB that holds no keyword of v7, so that every search runs to the end.</summary>
internal static class BenchmarkPrompts
{
    private const int Bytes = 2048;
    private const string EnglishText = "Could you tell me which trains leave for the coast tomorrow morning, and how long the walk from the station to the old harbour takes? ";
    private const string KoreanText = "내일 아침 바다로 가는 기차가 몇 시에 있는지, 그리고 역에서 옛 항구까지 걸어서 얼마나 걸리는지 알려 주세요. ";

    public static byte[] English { get; } = Body(EnglishText, escaped: false);

    public static byte[] Korean { get; } = Body(KoreanText, escaped: false);

    /// <summary>As Python's json.dumps writes it by default: every syllable is a \uXXXX.</summary>
    public static byte[] KoreanEscaped { get; } = Body(KoreanText, escaped: true);

    /// <summary>S4.3, S4.4.</summary>
    public static HeuristicSnapshot V7 { get; } = new()
    {
        Keywords =
        [
            new KeywordRule
            {
                Name = "strong", Label = ComplexityLabel.Complex,
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

    private static byte[] Body(string sentence, bool escaped)
    {
        var text = new StringBuilder();
        while (Encoding.UTF8.GetByteCount(text.ToString()) < Bytes) text.Append(sentence);
        var content = escaped ? string.Concat(text.ToString().Select(c => c < 0x80 ? c.ToString() : $"\\u{(int)c:x4}")) : text.ToString();
        return Encoding.UTF8.GetBytes($$"""{"model":"auto","messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"{{content}}"}],"stream":true,"temperature":null}""");
    }
}
