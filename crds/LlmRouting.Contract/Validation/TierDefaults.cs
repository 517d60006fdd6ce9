using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>Defaults of a tier that validation, compilation and the operator must agree on.</summary>
public static class TierDefaults
{
    public static int ContextMargin(ModelTierSpec spec) => spec.ContextMargin ?? 200;

    public static int? MaxModelLen(ModelTierSpec spec) => spec.Vllm?.MaxModelLen ?? spec.External?.MaxModelLen;

    /// <summary>maxModelLen − contextMargin, or null where the length is unknown.</summary>
    public static int? ContextTokens(ModelTierSpec spec) => MaxModelLen(spec) - ContextMargin(spec);

    public static int MaxNumSeqs(VllmSpec vllm) => vllm.MaxNumSeqs ?? 256;

    public static int GpuCount(GpuSpec gpu) => gpu.Count ?? 1;

    public static int MinReplicas(AutoscalingSpec autoscaling) => autoscaling.MinReplicas ?? 1;

    /// <summary>Replicas to begin with; an autoscaled tier has one awake where nobody scales it.</summary>
    public static int Replicas(ModelTierSpec spec) =>
        spec.Replicas ?? (spec.Autoscaling is { } autoscaling ? Math.Max(1, MinReplicas(autoscaling)) : 1);
}
