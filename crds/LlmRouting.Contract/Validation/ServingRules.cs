using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>Who serves a tier: we (vllm), with GPUs, replicas, files and pods, or somebody else (external).</summary>
internal static class ServingRules
{
    private static readonly TimeSpan LeastWarmup = TimeSpan.FromSeconds(30);

    public static void Check(FieldCheck check, ModelTierSpec spec)
    {
        if (spec.Vllm is not null && spec.External is not null) check.Report("spec.external", "stands beside vllm: keep exactly one of the two");
        else if (spec.Vllm is null && spec.External is null) check.Report("spec", "needs exactly one of vllm and external");
        if (spec.Vllm is not null) VllmRules.Check(check, spec, spec.Vllm);
        if (spec.External is not null) External(check, spec, spec.External);
        check.Name("spec.gpu.class", spec.Gpu?.Class);
        check.Range("spec.gpu.count", spec.Gpu?.Count, 1, 64);
        check.Range("spec.replicas", spec.Replicas, 0, AutoscalingRules.MaxReplicas);
        check.When(spec.Replicas is not null && spec.Autoscaling is not null, "spec.replicas", "stands beside autoscaling: keep at most one of the two");
        AutoscalingRules.Check(check, spec.Autoscaling);
        CacheRules.Check(check, spec.Cache?.Pvc);
        PodTemplateRules.Check(check, spec.PodTemplate);
        check.Duration("spec.warmup.interval", spec.Warmup?.Interval, LeastWarmup, TimeSpan.FromDays(1));
    }

    private static void External(FieldCheck check, ModelTierSpec spec, ExternalSpec external)
    {
        ExternalRules.Check(check, external);
        OnlyWithVllm("gpu", spec.Gpu);
        OnlyWithVllm("replicas", spec.Replicas);
        OnlyWithVllm("autoscaling", spec.Autoscaling);
        OnlyWithVllm("cache", spec.Cache);
        OnlyWithVllm("podTemplate", spec.PodTemplate);
        OnlyWithVllm("warmup", spec.Warmup);

        void OnlyWithVllm(string field, object? value) => check.When(value is not null, $"spec.{field}", "only goes with vllm");
    }
}
