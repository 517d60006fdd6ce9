using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Tests.Parsing;

namespace LlmRouting.DataPlane.Tests.Classification;

public class OnlyUpgradeTests
{
    private static readonly HeuristicSnapshot LastUser = Rules.V7 with { Scope = TextScope.LastUser, Length = null, Turns = null };

    [Fact]
    public void A_conversation_that_was_complex_stays_complex()
    {
        var messages = Rules.Messages(("user", "refactor this"), ("assistant", "done"), ("user", "thanks"));
        Assert.Equal("otherwise", Rules.AskMessages(LastUser, messages).Reason);
        var sticky = Rules.AskMessages(LastUser, messages, onlyUpgrade: true);
        Assert.Equal((ComplexityLabel.Complex, "earlier-turn:keyword:strong"), (sticky.Label, sticky.Reason));
    }

    [Fact]
    public void What_the_assistant_said_is_no_turn() =>
        Assert.Equal("otherwise", Rules.AskMessages(LastUser, Rules.Messages(("user", "hi"), ("assistant", "refactor"), ("user", "thanks")), onlyUpgrade: true).Reason);

    [Fact]
    public void The_request_itself_explains_its_label_where_it_can() =>
        Assert.Equal("keyword:strong", Rules.AskMessages(LastUser, Rules.Messages(("user", "refactor"), ("user", "design")), onlyUpgrade: true).Reason);

    [Fact]
    public void The_label_is_the_maximum_over_every_beginning_that_ends_in_a_user_turn() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var json = new RandomJson(seed);
            var rules = RandomRules(json);
            var messages = Enumerable.Range(0, 1 + json.Next(7)).Select(_ => (json.Pick("system", "user", "user", "assistant", "tool"), Text(json)))
                .Prepend(("system", "begin")).Append(("user", "end")).ToArray();
            var beginnings = Enumerable.Range(1, messages.Length).Where(n => n == messages.Length || messages[n - 1].Item1 == "user")
                .Select(n => messages[..n]);
            var expected = beginnings.Max(m => Rules.AskMessages(rules, Rules.Messages(m)).Label);
            Assert.Equal(expected, Rules.AskMessages(rules, Rules.Messages(messages), onlyUpgrade: true).Label);
        }));

    private static HeuristicSnapshot RandomRules(RandomJson json) => new()
    {
        Scope = json.Pick(Enum.GetValues<TextScope>()),
        CodeOrMath = json.Maybe() ? ComplexityLabel.Moderate : null,
        Keywords =
        [
            new KeywordRule { Name = "a", Label = json.Pick(Enum.GetValues<ComplexityLabel>()), Any = ["설계", "list"], None = ["code"], AtMost = new LengthLimit(json.Pick(Enum.GetValues<LengthUnit>()), json.Next(30)), Match = json.Pick(Enum.GetValues<KeywordMatch>()) },
            new KeywordRule { Name = "b", Label = json.Pick(Enum.GetValues<ComplexityLabel>()), Any = ["code", "x"], Match = json.Pick(Enum.GetValues<KeywordMatch>()) },
        ],
        Length = json.Maybe() ? new LengthRule(json.Pick(Enum.GetValues<LengthUnit>()), json.Next(40), json.Pick(Enum.GetValues<TextScope>()), json.Pick(Enum.GetValues<ComplexityLabel>())) : null,
        Turns = json.Maybe() ? new TurnsRule(json.Pick(Enum.GetValues<TurnCount>()), json.Next(6), ComplexityLabel.Moderate) : null,
    };

    private static string Text(RandomJson json) =>
        string.Join(' ', Enumerable.Range(0, json.Next(4)).Select(_ => json.Pick("설계", "list", "code", "x", "hello", "```", "3 + 4 = 7", "각".Normalize(System.Text.NormalizationForm.FormD))));
}
