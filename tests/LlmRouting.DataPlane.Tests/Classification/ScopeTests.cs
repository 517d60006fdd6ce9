using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Tests.Classification;

public class ScopeTests
{
    private static readonly string History = Rules.Messages(("system", "alpha"), ("user", "beta"), ("assistant", "gamma"), ("user", "delta"), ("assistant", "epsilon"));

    [Theory]
    [InlineData(TextScope.All, "alpha beta gamma delta epsilon")]
    [InlineData(TextScope.User, "beta delta")]
    [InlineData(TextScope.LastUser, "delta")]
    public void Keywords_are_looked_for_in_the_scope_only(TextScope scope, string inScope)
    {
        foreach (var word in "alpha beta gamma delta epsilon".Split(' '))
        {
            foreach (var match in Enum.GetValues<KeywordMatch>())
            {
                var found = Rules.AskMessages(Rules.Keyword(match, word) with { Scope = scope }, History).Label == ComplexityLabel.Complex;
                Assert.Equal(inScope.Split(' ').Contains(word), found);
            }
        }
    }

    [Theory]
    [InlineData(TextScope.All, 30)]
    [InlineData(TextScope.User, 10)]
    [InlineData(TextScope.LastUser, 5)]
    public void Length_is_measured_in_its_scope(TextScope scope, int chars)
    {
        var rules = new HeuristicSnapshot { Length = new LengthRule(LengthUnit.Chars, chars, scope, ComplexityLabel.Complex) };
        Assert.Equal("otherwise", Rules.AskMessages(rules, History).Reason);
        rules = new HeuristicSnapshot { Length = new LengthRule(LengthUnit.Chars, chars - 1, scope, ComplexityLabel.Complex) };
        Assert.StartsWith("length>", Rules.AskMessages(rules, History).Reason);
    }

    [Fact]
    public void A_request_without_a_user_has_nothing_in_the_users_scopes()
    {
        foreach (var scope in new[] { TextScope.User, TextScope.LastUser })
        {
            var rules = Rules.Keyword(KeywordMatch.Substring, "refactor") with { Scope = scope, CodeOrMath = ComplexityLabel.Complex };
            Assert.Equal("otherwise", Rules.AskMessages(rules, Rules.Messages(("system", "refactor ```x```")), onlyUpgrade: true).Reason);
        }
    }
}
