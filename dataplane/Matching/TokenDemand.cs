using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Matching;

/// <summary>Tokens to reserve for a request before anybody knows how many it will use; settled when it is over.</summary>
public static class TokenDemand
{
    /// <summary>Completion tokens to expect of a request that sets no limit: a page of text.</summary>
    public const int UnlimitedAnswer = 512;

    /// <summary>What OpenAI and vLLM take for max_tokens of a completion that sets none.</summary>
    public const int UnlimitedCompletion = 16;

    public static long Of(ParsedRequest request)
    {
        var demand = request.EstimatedPromptTokens + (Int128)AnswerOf(request) * request.Answers;
        return demand > long.MaxValue ? long.MaxValue : (long)demand;
    }

    private static int AnswerOf(ParsedRequest request) => request.Dialect switch
    {
        Dialect.Embeddings => 0,
        Dialect.Completions => request.MaxTokens ?? UnlimitedCompletion,
        _ => request.MaxTokens ?? UnlimitedAnswer,
    };
}
