using LlmRouting.DataPlane.Matching;
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

    [Theory]
    [InlineData("""["abcdefgh","abcd","가나다라마바"]""", 3, 4)]
    [InlineData("[[1,2],[3,4,5]]", 2, 3)]
    [InlineData("[1,2,3]", 1, 3)]
    [InlineData("\"abcdefgh\"", 1, 2)]
    [InlineData("""["abcdefgh"]""", 1, 2)]
    public void A_context_holds_one_prompt_of_a_batch(string prompt, int prompts, int longest)
    {
        foreach (var (dialect, name) in new[] { (Dialect.Completions, "prompt"), (Dialect.Embeddings, "input") })
        {
            var request = Read.Good(dialect, $$"""{"model":"m","{{name}}":{{prompt}} }""");
            Assert.Equal((prompts, longest + ParsedRequest.TokensPerMessage), (request.Prompts, request.LongestPromptTokens));
        }
    }

    [Fact]
    public void Every_prompt_of_a_batch_may_use_its_max_tokens_n_times()
    {
        var one = Read.Good(Dialect.Completions, """{"model":"m","prompt":[1],"max_tokens":100}""");
        var batch = Read.Good(Dialect.Completions, """{"model":"m","prompt":[[1],[2],[3]],"n":2,"max_tokens":100}""");
        Assert.Equal(one.EstimatedPromptTokens + 100, TokenDemand.Of(one));
        Assert.Equal(batch.EstimatedPromptTokens + 600, TokenDemand.Of(batch));
    }

    [Fact]
    public void A_batch_that_sets_no_limit_expects_the_sixteen_tokens_that_completions_default_to()
    {
        var batch = Read.Good(Dialect.Completions, """{"model":"m","prompt":["a","b"]}""");
        Assert.Equal(batch.EstimatedPromptTokens + 32, TokenDemand.Of(batch));
    }

    [Fact]
    public void The_largest_demand_does_not_overflow()
    {
        var prompts = string.Join(',', Enumerable.Repeat("[1]", 20_000));
        var batch = Read.Good(Dialect.Completions, $$"""{"model":"m","prompt":[{{prompts}}],"n":128,"max_tokens":2147483647}""");
        Assert.True(TokenDemand.Of(batch) > int.MaxValue);
    }
}
