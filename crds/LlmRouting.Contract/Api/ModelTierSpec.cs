using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Api;

/// <summary>Exactly one of <see cref="Vllm"/> and <see cref="External"/> is set.</summary>
public sealed record ModelTierSpec
{
    public required ModelSource Model { get; init; }

    /// <summary>A vLLM server we run (or, in a folder, one we know by its EndpointSlice).</summary>
    public VllmSpec? Vllm { get; init; }

    /// <summary>Somebody else's OpenAI-compatible endpoint.</summary>
    public ExternalSpec? External { get; init; }

    /// <summary>The GPUs of one replica; needed where the operator runs the server.</summary>
    public GpuSpec? Gpu { get; init; }

    /// <summary>0..1,000; default 1. Not beside <see cref="Autoscaling"/>.</summary>
    public int? Replicas { get; init; }

    public AutoscalingSpec? Autoscaling { get; init; }

    /// <summary>Tokens kept free of the context for the chat template; default 200 (S0.16).</summary>
    public int? ContextMargin { get; init; }

    /// <summary>Default Chat and Completions.</summary>
    public IReadOnlyList<Capability>? Capabilities { get; init; }

    /// <summary>US dollars per replica and hour.</summary>
    public string? CostPerHour { get; init; }

    public PricingSpec? Pricing { get; init; }
    public RequestDefaultsSpec? RequestDefaults { get; init; }
    public TimeoutsSpec? Timeouts { get; init; }
    public CircuitBreakerSpec? CircuitBreaker { get; init; }
    public LoadBalancingSpec? LoadBalancing { get; init; }

    /// <summary>Requests one data plane has open to the tier at most, 1..100,000; default 512.</summary>
    public int? MaxInFlight { get; init; }

    public ModelCacheSpec? Cache { get; init; }

    /// <summary>Merged over the pods we render.</summary>
    public PodTemplate? PodTemplate { get; init; }

    public WarmupSpec? Warmup { get; init; }
}
