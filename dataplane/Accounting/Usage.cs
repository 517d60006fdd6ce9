namespace LlmRouting.DataPlane.Accounting;

/// <summary>Tokens of one request.</summary>
/// <param name="PromptTokens">≥ 0, as the upstream counted them with its own tokenizer (S0.23).</param>
/// <param name="CompletionTokens">≥ 0, of all choices together.</param>
/// <param name="Estimated">The upstream reported none, so they are our guess from the text's length.</param>
public readonly record struct Usage(int PromptTokens, int CompletionTokens, bool Estimated = false)
{
    public long TotalTokens => (long)PromptTokens + CompletionTokens;
}
