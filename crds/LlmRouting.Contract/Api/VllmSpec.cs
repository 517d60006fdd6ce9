namespace LlmRouting.Contract.Api;

public sealed record VllmSpec
{
    /// <summary>vLLM's --max-model-len, in tokens; absent: vLLM takes the model's own and no request is refused for its length here.</summary>
    public int? MaxModelLen { get; init; }

    /// <summary>vLLM's --max-num-seqs; default 256.</summary>
    public int? MaxNumSeqs { get; init; }
}
