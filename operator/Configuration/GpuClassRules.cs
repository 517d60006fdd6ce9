using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Operator.Configuration;

/// <summary>What a GPU class must keep to, so that no pod of it is refused by the API server.</summary>
internal static class GpuClassRules
{
    private static readonly string[] Operators = ["Exists", "Equal"];
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public static void Check(Action<string, string> report, string path, GpuClass gpu)
    {
        if (gpu.ResourceName is { } resource && (!resource.Contains('/') || !Names.LabelKey().IsMatch(resource)))
            report(FieldPath.Field(path, "resourceName"), "must be an extended resource such as nvidia.com/gpu");
        if (gpu.Memory is { } memory && !Quantity.TryCanonical(memory, out _))
            report(FieldPath.Field(path, "memory"), "must be a quantity such as \"24Gi\"");
        Selector(report, FieldPath.Field(path, "nodeSelector"), gpu.NodeSelector);
        Tolerations(report, FieldPath.Field(path, "tolerations"), gpu.Tolerations);
        var spot = FieldPath.Field(path, "spot");
        Selector(report, FieldPath.Field(spot, "nodeSelector"), gpu.Spot?.NodeSelector);
        Tolerations(report, FieldPath.Field(spot, "tolerations"), gpu.Spot?.Tolerations);
    }

    private static void Selector(Action<string, string> report, string path, IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var (key, value) in labels ?? new Dictionary<string, string>())
        {
            if (!Names.LabelKey().IsMatch(key)) report(FieldPath.Key(path, key), "must be a node label such as nvidia.com/gpu.product");
            else if (!Names.LabelValue().IsMatch(value)) report(FieldPath.Key(path, key), "must be a label value: at most 63 letters, digits and - _ .");
        }
    }

    private static void Tolerations(Action<string, string> report, string path, IReadOnlyList<TolerationSpec>? tolerations)
    {
        for (var i = 0; i < tolerations?.Count; i++)
        {
            var item = FieldPath.Item(path, i);
            OneOf(report, FieldPath.Field(item, "operator"), tolerations[i].Operator, Operators);
            OneOf(report, FieldPath.Field(item, "effect"), tolerations[i].Effect, Effects);
            if (tolerations[i] is { Key: null, Operator: not "Exists" }) report(item, "needs a key, or operator Exists to tolerate every taint");
        }
    }

    private static void OneOf(Action<string, string> report, string path, string? value, string[] known)
    {
        if (value is not null && !known.Contains(value)) report(path, $"{value} is not one of {string.Join(", ", known)}");
    }
}
