using System.Globalization;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Builders;

/// <summary>The arguments of <c>vllm serve</c> for a release (S0.15, S1.12, S2.14).</summary>
internal static class VllmFlags
{
    /// <summary>The model first, as vllm serve takes it in every release; then ours; then the tier's own.</summary>
    public static IReadOnlyList<string> Render(ModelTierSpec spec, ModelLocation location, VllmTraits traits, string? revision)
    {
        var vllm = spec.Vllm!;
        var flags = new List<string> { location.Argument };
        Add("--served-model-name", spec.Model.Name);
        Add("--port", Text(TierNames.Port));
        Add("--revision", location.HasRevisions ? revision : null);
        Add("--tokenizer-revision", location.HasRevisions && revision is not null ? TokenizerRevision(vllm.ExtraArgs ?? [], location, revision) : null);
        Add("--load-format", location.LoadFormat);
        Add("--tensor-parallel-size", Text(vllm.TensorParallelSize ?? TierDefaults.GpuCount(spec)));
        Add("--max-model-len", Text(vllm.MaxModelLen));
        Add("--gpu-memory-utilization", vllm.GpuMemoryUtilization);
        Add("--max-num-seqs", Text(TierDefaults.MaxNumSeqs(spec)));
        Add("--max-num-batched-tokens", Text(vllm.MaxNumBatchedTokens));
        if (ChunkedPrefill(vllm.EnableChunkedPrefill, traits) is { } chunked) flags.Add(chunked);
        Add("--quantization", vllm.Quantization);
        if (traits.LogsPromptsByDefault) Add("--max-log-len", "0");
        if (traits.DrainsOnSignal) Add("--shutdown-timeout", Text(TierDefaults.TotalSeconds(spec)));
        flags.AddRange(vllm.ExtraArgs ?? []);
        return flags;

        void Add(string name, string? value)
        {
            if (value is not null) flags.Add($"{name}={value}");
        }
    }

    /// <summary>vLLM takes the model's where none is named, and the model's commit is none of another repository.</summary>
    private static string? TokenizerRevision(IReadOnlyList<string> arguments, ModelLocation location, string revision)
    {
        if (VllmArguments.Has(arguments, ExtraArgs.TokenizerRevision)) return null;
        return VllmArguments.Value(arguments, ExtraArgs.Tokenizer) is { } tokenizer && tokenizer != location.Argument ? "main" : revision;
    }

    private static string? ChunkedPrefill(bool? enabled, VllmTraits traits) => enabled switch
    {
        null => null,
        true => "--enable-chunked-prefill",
        false => traits.ChunkedPrefill == ChunkedPrefillSwitch.Valued ? "--enable-chunked-prefill=False" : "--no-enable-chunked-prefill",
    };

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
