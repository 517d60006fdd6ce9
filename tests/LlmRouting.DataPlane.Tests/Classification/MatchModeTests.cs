using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Classification;

namespace LlmRouting.DataPlane.Tests.Classification;

public class MatchModeTests
{
    [Theory]
    [InlineData("design", "a design.", true)]
    [InlineData("design", "designate", false)]
    [InlineData("design", "redesign", false)]
    [InlineData("design", "redesign and design", true)]
    [InlineData("design", "design를 부탁", true)]
    [InlineData("c++", "I like C++ a lot", true)]
    [InlineData("c++", "objc++", false)]
    [InlineData("설계", "설계를 해줘", true)]
    [InlineData("설계", "API설계", true)]
    [InlineData("설계", "재설계", false)]
    [InlineData("step by step", "go step by step", true)]
    [InlineData("log", "log_file", false)]
    public void Word_needs_boundaries_and_in_Hangul_only_on_the_left(string keyword, string text, bool found) =>
        Assert.Equal(found, Rules.Finds(Rules.Keyword(KeywordMatch.Word, keyword), text));

    [Theory]
    [InlineData("analyze", "analysis analyses analyse analysed analyzing analysts analytical analytics")]
    [InlineData("optimize", "optimization optimisation optimise optimized optimizing optimizer optimizes")]
    [InlineData("migration", "migrate migrates migrating migrated migrations migrator")]
    [InlineData("refactor", "refactoring refactored refactors refactor")]
    [InlineData("design", "designs designing designed designer")]
    [InlineData("debug", "debugging debugger debugged debugs")]
    [InlineData("implement", "implementation implementing implemented implements")]
    [InlineData("architect", "architecture architectures architectural architects")]
    [InlineData("classify", "classification classified classifying classifies")]
    [InlineData("complex", "complexity complexities")]
    [InlineData("vulnerability", "vulnerabilities")]
    [InlineData("install", "installing installation installed")]
    [InlineData("cache", "caching caches")]
    [InlineData("리팩터", "리팩토링 리팩터링 리팩터를 리팩토링을")]
    [InlineData("리팩토링", "리팩터 리팩터링")]
    [InlineData("디버그", "디버깅 디버그를")]
    [InlineData("마이그레이션", "마이그레이트")]
    public void Stem_finds_inflections_S4_5a_vii(string keyword, string texts)
    {
        var rules = Rules.Keyword(KeywordMatch.Stem, keyword);
        Assert.All(texts.Split(' '), text => Assert.True(Rules.Finds(rules, $"Please {text} 이것"), text));
    }

    [Theory]
    [InlineData("design", "designate designated signs desig redesign")]
    [InlineData("analyze", "analog analgesic paralysis")]
    [InlineData("optimize", "optimal optimist")]
    [InlineData("migration", "immigration migraine emigrate")]
    [InlineData("architect", "archive arch")]
    [InlineData("performance", "perform performing")]
    [InlineData("데이터", "데이트")]
    [InlineData("분석", "재분석")]
    public void Stem_leaves_other_words_alone(string keyword, string texts)
    {
        var rules = Rules.Keyword(KeywordMatch.Stem, keyword);
        Assert.All(texts.Split(' '), text => Assert.False(Rules.Finds(rules, $"Please {text} it"), text));
    }

    [Theory]
    [InlineData("^translate", "Translate this", true)]
    [InlineData("^translate", "please translate", false)]
    [InlineData(@"\bTODO\b", "a todo here", true)]
    [InlineData("리팩(터|토링)", "리팩토링", true)]
    public void Regex_looks_at_each_message_and_not_at_case(string pattern, string text, bool found) =>
        Assert.Equal(found, Rules.AskMessages(Rules.Keyword(KeywordMatch.Regex, pattern), Rules.Messages(("system", "s"), ("user", text))).Label == ComplexityLabel.Complex);

    [Theory]
    [InlineData("(")]
    [InlineData("(?=x)")]
    public void A_bad_expression_is_known_when_the_rules_are_built(string pattern) =>
        Assert.ThrowsAny<Exception>(() => new HeuristicClassifier(Rules.Keyword(KeywordMatch.Regex, pattern)));

    [Theory]
    [InlineData("über", "und ÜBERALL im Land")]
    [InlineData("Дебаг", "это ДЕБАГ режим")]
    [InlineData("ａｂｃ", "한글과 ＡＢＣ")]
    [InlineData("가나z", "가나다라마바사아 가나Z")]
    public void Case_does_not_matter_in_any_script(string keyword, string text) => Assert.True(Rules.Finds(Rules.Keyword(KeywordMatch.Substring, keyword), text));

    [Fact]
    public void Names_are_made_safe_for_a_header()
    {
        var rule = new KeywordRule { Name = "강한\r\nx: y", Label = ComplexityLabel.Complex, Category = "code", Any = ["go"] };
        var result = Rules.Ask(new HeuristicSnapshot { Keywords = [rule] }, "go");
        Assert.Equal(("keyword:____x__y", "code"), (result.Reason, result.Category));
    }
}
