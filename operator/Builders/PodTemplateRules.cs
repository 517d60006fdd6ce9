using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Builders;

/// <summary>What <c>spec.podTemplate</c> may not touch.</summary>
internal static class PodTemplateRules
{
    public const string Container = "vllm";
    private const string ContainerPath = "spec.podTemplate.spec.containers[0]";
    private static readonly string[] Ours = ["VLLM_API_KEY", "HF_TOKEN"];

    public static IEnumerable<TierProblem> Check(PodTemplate template, GpuClass? gpu)
    {
        foreach (var (name, entries) in new[] { ("labels", template.Metadata?.Labels), ("annotations", template.Metadata?.Annotations) })
        {
            foreach (var key in entries?.Keys.Where(IsOurs).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())
                yield return Refused($"spec.podTemplate.metadata.{name}[{key}]", $"must not be under {ApiNames.Group}/, which is ours");
        }

        var containers = template.Spec?.Containers ?? [];
        for (var i = 0; i < containers.Count; i++)
        {
            if (i > 0 || containers[i].Name != Container)
                yield return Refused($"spec.podTemplate.spec.containers[{i}].name", $"must be {Container}, the pod's only container");
        }

        if (containers is not [{ Name: Container } overlay, ..]) yield break;
        foreach (var problem in Environment(overlay).Concat(Resources(overlay.Resources, gpu))) yield return problem;
    }

    private static IEnumerable<TierProblem> Environment(ContainerOverlay overlay)
    {
        for (var i = 0; i < overlay.Env?.Count; i++)
        {
            if (Ours.Contains(overlay.Env[i].Name))
                yield return Refused($"{ContainerPath}.env[{i}].name", overlay.Env[i].Name == "HF_TOKEN" ? "must not be HF_TOKEN: set spec.model.tokenSecretRef" : $"must not be {overlay.Env[i].Name}, which comes from the tier's own Secret");
        }
    }

    private static IEnumerable<TierProblem> Resources(ResourcesSpec? resources, GpuClass? gpu)
    {
        foreach (var (field, quantities) in new[] { ("requests", resources?.Requests), ("limits", resources?.Limits) })
        {
            foreach (var (name, value) in quantities?.OrderBy(entry => entry.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, string>>())
            {
                var path = $"{ContainerPath}.resources.{field}[{name}]";
                if (name == gpu?.ResourceName) yield return Refused(path, "is ours: set spec.gpu.count");
                else if (!Quantity.TryCanonical(value, out _)) yield return new TierProblem(TierReasons.InvalidQuantity, path, $"must be a quantity such as \"8Gi\" or \"500m\", not \"{value}\"");
            }
        }
    }

    private static bool IsOurs(string key) => key.Split('/')[0] is var prefix && key.Contains('/') && (prefix == ApiNames.Group || prefix.EndsWith("." + ApiNames.Group, StringComparison.Ordinal));

    private static TierProblem Refused(string path, string message) => new(TierReasons.PodTemplateNotAllowed, path, message);
}
