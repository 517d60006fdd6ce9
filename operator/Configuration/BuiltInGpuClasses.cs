using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Configuration;

/// <summary>Classes every cluster has: nodes as NVIDIA's GPU feature discovery labels them, spot as Karpenter does (S2.13). Other labels: configure a class of the same name.</summary>
public static class BuiltInGpuClasses
{
    public static IReadOnlyList<GpuClass> All { get; } =
    [
        Class("l4", "NVIDIA-L4", "24Gi"),
        Class("a10g", "NVIDIA-A10G", "24Gi"),
        Class("l40s", "NVIDIA-L40S", "48Gi"),
        Class("a100-80gb", "NVIDIA-A100-SXM4-80GB", "80Gi"),
        Class("h100", "NVIDIA-H100-80GB-HBM3", "80Gi"),
        Class("h200", "NVIDIA-H200", "141Gi"),
    ];

    private static GpuClass Class(string name, string product, string memory) => new()
    {
        Name = name,
        Memory = memory,
        NodeSelector = new Dictionary<string, string> { ["nvidia.com/gpu.product"] = product },
        Spot = new SpotNodes { NodeSelector = new Dictionary<string, string> { ["karpenter.sh/capacity-type"] = "spot" } },
    };

    /// <summary>What a class tolerates that says nothing about it.</summary>
    internal static IReadOnlyList<TolerationSpec> Tolerations { get; } =
        [new() { Key = DefaultResource, Operator = "Exists", Effect = "NoSchedule" }];

    internal const string DefaultResource = "nvidia.com/gpu";
}
