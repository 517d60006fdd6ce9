using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Matching;

/// <summary>Tokens to reserve for a request before anybody knows how many it will use; settled when it is over.</summary>
public static class TokenDemand
{
    /// <summary>Completion tokens to expect of a request that sets no limit: a page of text.</summary>
    public const int UnlimitedAnswer = 512;

    public static long Of(ParsedRequest request)
    {
        var answer = request.Dialect == Dialect.Embeddings ? 0 : request.MaxTokens ?? UnlimitedAnswer;
        return request.EstimatedPromptTokens + (long)answer * request.Choices;
    }
}
