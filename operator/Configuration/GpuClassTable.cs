using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Configuration;

/// <summary>GPU classes by name, every default filled in.</summary>
public sealed class GpuClassTable
{
    private readonly SortedDictionary<string, GpuClass> _classes = new(StringComparer.Ordinal);

    /// <param name="configured">Laid over the built-in ones.</param>
    public GpuClassTable(IEnumerable<GpuClass> configured)
    {
        foreach (var gpu in BuiltInGpuClasses.All.Concat(configured)) _classes[gpu.Name] = WithDefaults(gpu);
    }

    public GpuClass? Find(string name) => _classes.GetValueOrDefault(name);

    /// <summary>In alphabetical order.</summary>
    public IEnumerable<GpuClass> All => _classes.Values;

    /// <summary><c>a10g (24Gi), l4 (24Gi), …</c></summary>
    public override string ToString() => string.Join(", ", All.Select(gpu => gpu.Memory is null ? gpu.Name : $"{gpu.Name} ({gpu.Memory})"));

    private static GpuClass WithDefaults(GpuClass gpu) => gpu with
    {
        ResourceName = gpu.ResourceName ?? BuiltInGpuClasses.DefaultResource,
        NodeSelector = gpu.NodeSelector ?? new Dictionary<string, string>(),
        Tolerations = gpu.Tolerations ?? BuiltInGpuClasses.Tolerations,
        Pool = gpu.Pool ?? PoolKind.Elastic,
        Sharing = gpu.Sharing ?? GpuSharing.Exclusive,
    };
}
