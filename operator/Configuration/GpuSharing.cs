namespace LlmRouting.Operator.Configuration;

/// <summary>Whether a GPU that a pod was given is its own.</summary>
public enum GpuSharing
{
    /// <summary>The device plugin hands out whole GPUs or MIG slices, so two models can't meet on one (S0.17).</summary>
    Exclusive,

    /// <summary>Time-slicing or MPS: the plugin counts one GPU several times. Pods of tiers then keep off each other's nodes (S0.17).</summary>
    TimeSliced,
}
