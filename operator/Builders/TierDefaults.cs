using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Builders;

/// <summary>What a tier means where it says nothing.</summary>
public static class TierDefaults
{
    /// <summary>Endpoints take about this long to leave every data plane, seconds.</summary>
    public const int EndpointGrace = 15;

    /// <summary>From the end of the last request to the end of the process, seconds.</summary>
    public const int ExitGrace = 10;

    /// <summary>vLLM's own default until 0.7, and what Demand is counted against.</summary>
    public static int MaxNumSeqs(ModelTierSpec spec) => spec.Vllm?.MaxNumSeqs ?? 256;

    /// <summary>S1.16: requests that may wait, per replica.</summary>
    public const int QueueDepthPerReplica = 20;

    /// <summary>S1.16: 70 % of what a replica can run at once, at least 1.</summary>
    public static int DemandPerReplica(ModelTierSpec spec) => Math.Max(1, MaxNumSeqs(spec) * 7 / 10);

    public static int GpuCount(ModelTierSpec spec) => spec.Gpu?.Count ?? 1;

    /// <summary>The longest a request may take, whole seconds.</summary>
    public static int TotalSeconds(ModelTierSpec spec) =>
        (int)Math.Ceiling(Duration(spec.Timeouts?.Total, new TimeoutsSnapshot().Total).TotalSeconds);

    public static TimeSpan ScaleUpStabilization(AutoscalingSpec spec) => Duration(spec.ScaleUp?.Stabilization, TimeSpan.FromSeconds(30));

    public static TimeSpan ScaleDownStabilization(AutoscalingSpec spec) => Duration(spec.ScaleDown?.Stabilization, TimeSpan.FromSeconds(300));

    /// <summary>Replicas the tier may be down to while it is awake.</summary>
    public static int LeastReplicas(ModelTierSpec spec) => Math.Max(1, spec.Replicas ?? spec.Autoscaling?.MinReplicas ?? 1);

    private static TimeSpan Duration(string? text, TimeSpan byDefault) =>
        text is not null && GoDuration.TryParse(text, out var value) ? value : byDefault;
}
