using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>S1.12: combinations that vLLM would refuse at start, minutes after the pod got its GPU.</summary>
internal static class VllmRules
{
    private const int ChunkedFrom = 32_768;

    public static IEnumerable<TierProblem> Check(ModelTierSpec spec, VllmTraits traits)
    {
        var vllm = spec.Vllm!;
        if (vllm.EnableChunkedPrefill == false && traits.ChunkedPrefill == ChunkedPrefillSwitch.AlwaysOn)
            yield return Conflict("enableChunkedPrefill", $"can't be false with vLLM {traits.Version}: releases from 0.8 to 0.10 are reported to chunk prefills whatever they are told (vllm-project/vllm#18547); use 0.11 or newer, or leave it out");
        if (vllm.MaxNumBatchedTokens < vllm.MaxModelLen && !Chunks(vllm, traits))
            yield return Conflict("maxNumBatchedTokens", $"must be at least maxModelLen, {vllm.MaxModelLen}, where prefills are not chunked: raise it or set enableChunkedPrefill");
        if (vllm.MaxNumBatchedTokens < TierDefaults.MaxNumSeqs(spec))
            yield return Conflict("maxNumBatchedTokens", $"must be at least maxNumSeqs, {TierDefaults.MaxNumSeqs(spec)}: a running sequence takes a token a step");
        if (vllm.TensorParallelSize > TierDefaults.GpuCount(spec))
            yield return Conflict("tensorParallelSize", $"must not be more than spec.gpu.count, {TierDefaults.GpuCount(spec)}");
        if (traits.ImageNeedsRoot && vllm.Image is null && ImageOf(spec.PodTemplate) is null)
            yield return new TierProblem(TierReasons.UnsupportedVersion, "spec.vllm.version", $"{traits.Version} has an image that only root can run: use 0.8.2 or newer, or name an image");
    }

    private static bool Chunks(VllmSpec vllm, VllmTraits traits) =>
        vllm.EnableChunkedPrefill ?? (traits.ChunksByDefault || vllm.MaxModelLen > ChunkedFrom);

    private static string? ImageOf(PodTemplate? template) => template?.Spec?.Containers?.FirstOrDefault()?.Image;

    private static TierProblem Conflict(string field, string message) => new(TierReasons.ArgumentConflict, $"spec.vllm.{field}", message);
}
