using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

public class TokenEstimateTests
{
    [Theory]
    [InlineData("abcdefgh", 2)]
    [InlineData("가나다", 2)]
    [InlineData("漢字仮", 2)]
    [InlineData("привет", 3)]
    public void Characters_count_by_script(string text, int tokens) =>
        Assert.Equal(tokens + ParsedRequest.TokensPerMessage, Read.Chat(Read.User(text)).EstimatedPromptTokens);

    [Fact]
    public void Images_and_tools_count()
    {
        var request = Read.Chat("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]""", ",\"tools\":[{\"a\":12}]");
        Assert.Equal(ParsedRequest.TokensPerImage + ParsedRequest.TokensPerMessage + 3, request.EstimatedPromptTokens);
    }
}
