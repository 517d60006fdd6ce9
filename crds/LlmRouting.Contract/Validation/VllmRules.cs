using System.Text.RegularExpressions;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>Flags of a vLLM server that one object can know to be wrong.</summary>
internal static partial class VllmRules
{
    private const int MaxTokens = 16_777_216;

    public static void Check(FieldCheck check, ModelTierSpec spec, VllmSpec vllm)
    {
        check.Pattern("spec.vllm.version", vllm.Version, Names.Version(), "a version of vLLM such as 0.11.2");
        ImageRules.Check(check, "spec.vllm.image", vllm.Image);
        check.Range("spec.vllm.tensorParallelSize", vllm.TensorParallelSize, 1, 64);
        check.Range("spec.vllm.maxModelLen", vllm.MaxModelLen, 1, MaxTokens);
        check.Number("spec.vllm.gpuMemoryUtilization", vllm.GpuMemoryUtilization, 0.01m, 1, "0.90");
        check.Range("spec.vllm.maxNumBatchedTokens", vllm.MaxNumBatchedTokens, 1, MaxTokens);
        check.Range("spec.vllm.maxNumSeqs", vllm.MaxNumSeqs, 1, 65_536);
        check.Pattern("spec.vllm.quantization", vllm.Quantization, Names.Quantization(), "a method such as awq, gptq or fp8, at most 63 characters");
        check.When(
            spec.Gpu is not null && vllm.TensorParallelSize > TierDefaults.GpuCount(spec.Gpu),
            "spec.vllm.tensorParallelSize", "must not be greater than gpu.count");
        Batch(check, vllm);
        check.Count("spec.vllm.extraArgs", vllm.ExtraArgs, 0, 64);
        check.Each("spec.vllm.extraArgs", vllm.ExtraArgs, (path, argument) =>
        {
            check.Length(path, argument, 1024);
            check.When(Reserved().IsMatch(argument), path, "is rendered by the operator: use the field of spec that stands for it");
        });
    }

    /// <summary>What makes vLLM refuse to start.</summary>
    private static void Batch(FieldCheck check, VllmSpec vllm)
    {
        const string path = "spec.vllm.maxNumBatchedTokens";
        check.When(vllm.MaxNumBatchedTokens < TierDefaults.MaxNumSeqs(vllm), path, "must not be less than maxNumSeqs: vLLM would not start");
        check.When(
            vllm.EnableChunkedPrefill == false && vllm.MaxNumBatchedTokens < vllm.MaxModelLen,
            path, "must not be less than maxModelLen without chunked prefill: vLLM would not start");
    }

    /// <summary>vLLM takes - and _ alike, and a value behind = or in the next argument.</summary>
    [GeneratedRegex(@"^(--(model|served[-_]model[-_]name|host|port|uds|config|api[-_]key|revision|download[-_]dir|tensor[-_]parallel[-_]size|max[-_]model[-_]len|gpu[-_]memory[-_]utilization|(no[-_])?enable[-_]chunked[-_]prefill|max[-_]num[-_]batched[-_]tokens|max[-_]num[-_]seqs|quantization)|-tp|-q)(=|\z)")]
    private static partial Regex Reserved();
}
