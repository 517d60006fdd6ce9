using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Tests.Classification;

public class Source000Tests
{
    [Theory]
    [InlineData("Translate this to French", ComplexityLabel.Simple, "keyword:formatting")]
    [InlineData("Translate and compare", ComplexityLabel.Complex, "keyword:reasoning")]
    [InlineData("Debug it", ComplexityLabel.Complex, "keyword:reasoning")]
    [InlineData("Hello there", ComplexityLabel.Moderate, "otherwise")]
    public void Intent_decides_S0_3_S0_4(string text, ComplexityLabel label, string reason)
    {
        var result = Rules.Ask(Rules.Source000, text);
        Assert.Equal((label, reason), (result.Label, result.Reason));
    }

    [Theory]
    [InlineData(153, ComplexityLabel.Simple)]
    [InlineData(154, ComplexityLabel.Moderate)]
    [InlineData(1153, ComplexityLabel.Moderate)]
    [InlineData(1154, ComplexityLabel.Complex)]
    public void Tokens_are_words_times_1_3_S0_1(int words, ComplexityLabel label) =>
        Assert.Equal(label, Rules.Ask(Rules.Source000, "translate " + string.Concat(Enumerable.Repeat(" \n wort", words - 1))).Label);

    [Fact]
    public void Confidence_is_the_sources() => Assert.Equal((0.95, 0.90), (Rules.Ask(Rules.Source000, "count these").Confidence, Rules.Ask(Rules.Source000, "math").Confidence));
}
