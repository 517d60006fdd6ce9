using System.Text;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Tests.Parsing;

namespace LlmRouting.DataPlane.Tests.Classification;

public class V7Tests
{
    [Theory]
    [InlineData("refactor this", "keyword:strong")]
    [InlineData("Please REFACTOR this", "keyword:strong")]
    [InlineData("이 코드 리팩터 해줘", "keyword:strong")]
    [InlineData("성능을분석해", "keyword:strong")]
    [InlineData("What is the capital of France?", "otherwise")]
    [InlineData("프랑스의 수도는?", "otherwise")]
    public void Keywords_are_substrings_of_the_lower_cased_text_S4_3(string text, string reason) => Assert.Equal(reason, Rules.Ask(Rules.V7, text).Reason);

    [Theory]
    [InlineData("optimization of the query")]
    [InlineData("an analysis")]
    [InlineData("migrate it")]
    [InlineData("리팩토링 해줘")]
    public void Substring_misses_what_the_literal_form_misses_S4_5a_vii(string text) => Assert.Equal(ComplexityLabel.Simple, Rules.Ask(Rules.V7, text).Label);

    [Fact]
    public void Substring_design_hits_designate_S4_5a_vii() => Assert.Equal("keyword:strong", Rules.Ask(Rules.V7, "designate a driver").Reason);

    [Theory]
    [InlineData(500, "otherwise")]
    [InlineData(501, "length>500")]
    public void Exactly_500_chars_is_weak_S4_5a_ii(int length, string reason)
    {
        Assert.Equal(reason, Rules.Ask(Rules.V7, new string('x', length)).Reason);
        Assert.Equal(reason, Rules.Ask(Rules.V7, new string('가', length)).Reason);
    }

    [Fact]
    public void The_joining_space_counts_S4_4()
    {
        Assert.Equal("otherwise", Rules.AskMessages(Rules.V7, Rules.Messages(("user", new string('x', 250)), ("user", new string('y', 249)))).Reason);
        Assert.Equal("length>500", Rules.AskMessages(Rules.V7, Rules.Messages(("user", new string('x', 250)), ("user", ""), ("user", new string('y', 250)))).Reason);
    }

    [Theory]
    [InlineData(5, "otherwise")]
    [InlineData(6, "turns>5")]
    public void Turns_count_system_and_assistant_messages_S4_5a_iii(int messages, string reason)
    {
        var roles = new[] { "system", "user", "assistant", "user", "assistant", "user" };
        Assert.Equal(reason, Rules.AskMessages(Rules.V7, Rules.Messages([.. roles.Take(messages).Select(r => (r, "hi"))])).Reason);
        var byUser = Rules.V7 with { Turns = new TurnsRule(TurnCount.UserTurns, 2, ComplexityLabel.Complex) };
        Assert.Equal(messages == 6 ? "user-turns>2" : "otherwise", Rules.AskMessages(byUser, Rules.Messages([.. roles.Take(messages).Select(r => (r, "hi"))])).Reason);
    }

    [Fact]
    public void A_long_system_prompt_forces_strong_unless_the_scope_is_the_users_S4_5a_iv()
    {
        var messages = Rules.Messages(("system", "You may refactor. " + new string('x', 500)), ("user", "hi"));
        Assert.Equal("keyword:strong", Rules.AskMessages(Rules.V7, messages).Reason);
        var byUser = Rules.V7 with { Scope = TextScope.User };
        Assert.Equal("length>500", Rules.AskMessages(byUser, messages).Reason);
        byUser = byUser with { Length = Rules.V7.Length! with { Scope = TextScope.User } };
        Assert.Equal("otherwise", Rules.AskMessages(byUser, messages).Reason);
    }

    [Fact]
    public void Parts_are_joined_S4_5a_v()
    {
        var messages = $$"""[{"role":"user","content":[{"type":"text","text":"{{new string('x', 250)}}"},{"type":"image_url","image_url":{"url":"{{new string('u', 900)}}"} },{"type":"text","text":"{{new string('y', 249)}}"}]}]""";
        Assert.Equal("otherwise", Rules.AskMessages(Rules.V7, messages).Reason);
        Assert.Equal("length>500", Rules.AskMessages(Rules.V7, messages.Replace("yy\"", "yyy\"")).Reason);
    }

    [Theory]
    [InlineData(200, "otherwise")]
    [InlineData(201, "bytes>600")]
    public void The_byte_limit_bites_Korean_at_200_chars_S4_5a_vi(int chars, string reason)
    {
        var rules = Rules.V7 with { Length = new LengthRule(LengthUnit.Bytes, 600, TextScope.All, ComplexityLabel.Complex) };
        Assert.Equal(reason, Rules.Ask(rules, new string('한', chars)).Reason);
    }

    [Fact]
    public void Decomposed_Korean_finds_the_composed_keyword_and_counts_the_same()
    {
        var text = "이 코드를 최적화 해줘";
        Assert.Equal("keyword:strong", Rules.Ask(Rules.V7, text.Normalize(NormalizationForm.FormD)).Reason);
        Assert.Equal("otherwise", Rules.Ask(Rules.V7, new string('각', 500).Normalize(NormalizationForm.FormD)).Reason);
        Assert.Equal("length>500", Rules.Ask(Rules.V7, new string('각', 501).Normalize(NormalizationForm.FormD)).Reason);
        Assert.Equal(["최적화"], new HeuristicClassifier(Rules.V7).KeywordsFound(Read.Chat(Read.User(text.Normalize(NormalizationForm.FormD)))));
    }

    [Fact]
    public void What_the_normaliser_refuses_is_still_classified() => Assert.Equal("keyword:strong", Rules.Ask(Rules.V7, "e\u0301 \uFFFE refactor").Reason);

    [Fact]
    public void Keywords_found_are_told_as_the_rule_spells_them_S4_8() =>
        Assert.Equal(["분석", "design", "security"], new HeuristicClassifier(Rules.V7).KeywordsFound(Read.Chat(Read.User("Security DESIGN 분석"))));

    [Fact]
    public void Results_say_how_sure_they_are()
    {
        var complex = Rules.Ask(Rules.V7, "refactor");
        Assert.Equal((1.0, 0.9), (complex.Complexity, complex.Confidence));
        var simple = Rules.Ask(Rules.V7, "hi");
        Assert.Equal((0.0, 0.5), (simple.Complexity, simple.Confidence));
    }
}
