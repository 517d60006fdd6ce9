namespace LlmRouting.Contract.Api;

public sealed record PodSpecOverlay
{
    public string? ServiceAccountName { get; init; }
    public string? PriorityClassName { get; init; }
    public string? RuntimeClassName { get; init; }
    public string? SchedulerName { get; init; }

    /// <summary>Added to the GPU class's.</summary>
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Added to the GPU class's.</summary>
    public IReadOnlyList<TolerationSpec>? Tolerations { get; init; }

    public IReadOnlyList<LocalRef>? ImagePullSecrets { get; init; }
    public IReadOnlyList<TopologySpreadSpec>? TopologySpreadConstraints { get; init; }

    /// <summary>Only the one called <c>vllm</c>.</summary>
    public IReadOnlyList<ContainerOverlay>? Containers { get; init; }
}
