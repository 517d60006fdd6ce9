using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Tests.Classification;

public class CodeOrMathTests
{
    private static readonly HeuristicSnapshot Only = new() { CodeOrMath = ComplexityLabel.Complex };

    [Theory]
    [InlineData("why does this fail?\n```python\nprint(1)\n```")]
    [InlineData("fix ```x = 1``` please")]
    [InlineData("~~~\nlet x\n~~~")]
    [InlineData("see:\n  ~~~ruby\nputs 1\n~~~\nwhy?")]
    [InlineData("$$e = mc^2$$")]
    [InlineData("compute $$\\alpha + 1$$ now")]
    [InlineData("what is \\frac{1}{2}")]
    [InlineData("evaluate \\int_0^1 x dx")]
    [InlineData("\\begin{align} a \\end{align}")]
    [InlineData("∑ i for i ≤ n")]
    [InlineData("√2 는 무리수?")]
    [InlineData("solve 3x + 2 = 5")]
    [InlineData("12*7=?")]
    [InlineData("12 × 7 = 는?")]
    [InlineData("3+5=은 얼마야")]
    [InlineData("if 2*(x+1)=10, what is x")]
    [InlineData("(3+4)*2 = 14, right?")]
    [InlineData("y = -2x + 1.5")]
    [InlineData("x^2 - 1")]
    [InlineData("10^6 requests")]
    [InlineData("(a+b)^n")]
    public void Code_and_mathematics_are_seen_S1_8(string text) => Assert.Equal("code-or-math", Rules.Ask(Only, text).Reason);

    [Theory]
    [InlineData("a well-known e-mail (see above) = fine")]
    [InlineData("2024-05-01 to 2024-06-01")]
    [InlineData("call 010-1234-5678 + ext 5")]
    [InlineData("set timeout=30 and retries = 2-3")]
    [InlineData("https://example.com/?a=1&b=2&c=3-4")]
    [InlineData("https://example.com/?d=2024-05-01")]
    [InlineData("안녕하세요~~~ 반가워요~~~")]
    [InlineData("~~~~~~~~\ntitle\n~~~~~~~~ x")]
    [InlineData("it costs $$ or $$$ these days")]
    [InlineData("between $$ 5 and $$ 9")]
    [InlineData("use `ls -la` there")]
    [InlineData("C:\\int\\frac\\sum.txt")]
    [InlineData("o^o ^_^ ^^")]
    [InlineData("match [^0-9]+ please")]
    [InlineData("a == b, a => b, a <= 3, a != 4")]
    [InlineData("3×4 photo, 1∼3 pages, 5% ± 1")]
    [InlineData("kubectl get pods -n=3 --x=4")]
    [InlineData("1/2 cup of sugar, 24/7")]
    [InlineData("QmFzZTY0Cg==")]
    [InlineData("====\nheading\n====")]
    [InlineData("    indented line")]
    public void Ordinary_text_is_not_S2_3(string text) => Assert.Equal("otherwise", Rules.Ask(Only, text).Reason);

    [Fact]
    public void It_overrides_what_keywords_say()
    {
        var rules = new HeuristicSnapshot
        {
            CodeOrMath = ComplexityLabel.Complex,
            Keywords = [new KeywordRule { Name = "easy", Label = ComplexityLabel.Simple, Any = ["translate"] }],
        };
        Assert.Equal("code-or-math", Rules.Ask(rules, "translate ```x```").Reason);
    }

    [Theory]
    [InlineData("~~~~\nlet x\n~~~")]
    [InlineData("~~~ x ~\n~~~\nlet x\n~~~")]
    [InlineData("~~~a\n~~~b\n~~~  \nthe rest\n~~~c")]
    [InlineData("a ~~~ b\n~~~sh\nls\n~~~\r\nwhy?")]
    public void A_block_of_tildes_is_seen_among_others(string text) => Assert.Equal("code-or-math", Rules.Ask(Only, text).Reason);

    [Theory]
    [InlineData("~~~ \nnever closed")]
    [InlineData("closed\n~~~\nbut never opened")]
    [InlineData("    ~~~\nindented too far\n    ~~~")]
    [InlineData("~~~\n~~~x")]
    public void Tildes_that_do_not_close_are_text(string text) => Assert.Equal("otherwise", Rules.Ask(Only, text).Reason);

    [Fact]
    public void A_text_of_openings_is_read_in_linear_time()
    {
        foreach (var line in (string[])["~~~x\n", "~~~ ~\n", "\n   ~~~ ", "\n~~~~~~~x"])
        {
            Assert.Equal("otherwise", Rules.Ask(Only, string.Concat(Enumerable.Repeat(line, 500_000))).Reason);
        }
    }

    [Fact]
    public void A_text_of_equals_signs_is_read_in_linear_time() => Assert.Equal("otherwise", Rules.Ask(Only, string.Concat(Enumerable.Repeat("ab=", 200_000))).Reason);
}
