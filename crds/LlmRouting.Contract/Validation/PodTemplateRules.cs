using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>What a tier may say about its pods.</summary>
internal static class PodTemplateRules
{
    private const string Path = "spec.podTemplate.spec";

    public static void Check(FieldCheck check, PodTemplate? template)
    {
        if (template?.Metadata is { } metadata) Metadata(check, metadata);
        if (template?.Spec is not { } pod) return;
        check.Pattern($"{Path}.serviceAccountName", pod.ServiceAccountName, Names.Subdomain(), "a ServiceAccount's name");
        check.Pattern($"{Path}.priorityClassName", pod.PriorityClassName, Names.Subdomain(), "a PriorityClass's name");
        check.Pattern($"{Path}.runtimeClassName", pod.RuntimeClassName, Names.Subdomain(), "a RuntimeClass's name");
        check.Pattern($"{Path}.schedulerName", pod.SchedulerName, Names.Subdomain(), "a scheduler's name");
        LabelRules.Check(check, $"{Path}.nodeSelector", pod.NodeSelector);
        Scheduling(check, pod);
        check.Count($"{Path}.containers", pod.Containers, 0, 1);
        check.Each($"{Path}.containers", pod.Containers, (path, container) => ContainerRules.Check(check, path, container));
    }

    private static void Metadata(FieldCheck check, PodTemplateMeta metadata)
    {
        LabelRules.Check(check, "spec.podTemplate.metadata.labels", metadata.Labels);
        LabelRules.NotOurs(check, "spec.podTemplate.metadata.labels", metadata.Labels);
        LabelRules.CheckKeys(check, "spec.podTemplate.metadata.annotations", metadata.Annotations, 32, LabelRules.KeyWords);
        LabelRules.NotOurs(check, "spec.podTemplate.metadata.annotations", metadata.Annotations);
        foreach (var (key, value) in metadata.Annotations ?? new Dictionary<string, string>())
            check.Size(FieldPath.Key("spec.podTemplate.metadata.annotations", key), value, 4096);
    }

    private static void Scheduling(FieldCheck check, PodSpecOverlay pod)
    {
        check.Count($"{Path}.tolerations", pod.Tolerations, 0, 32);
        check.Each($"{Path}.tolerations", pod.Tolerations, (path, toleration) => TolerationRules.Check(check, path, toleration));
        check.Count($"{Path}.imagePullSecrets", pod.ImagePullSecrets, 0, 8);
        check.Unique($"{Path}.imagePullSecrets", pod.ImagePullSecrets, secret => secret.Name, "name");
        check.Each($"{Path}.imagePullSecrets", pod.ImagePullSecrets, (path, secret) =>
            check.Pattern(FieldPath.Field(path, "name"), secret.Name, Names.Subdomain(), "a Secret's name"));
        var spreads = pod.TopologySpreadConstraints;
        check.Count($"{Path}.topologySpreadConstraints", spreads, 0, 8);
        check.Unique($"{Path}.topologySpreadConstraints", spreads, spread => (spread.TopologyKey, spread.WhenUnsatisfiable), "topologyKey");
        check.Each($"{Path}.topologySpreadConstraints", spreads, (path, spread) =>
        {
            check.Range(FieldPath.Field(path, "maxSkew"), spread.MaxSkew, 1, 1000);
            check.Pattern(FieldPath.Field(path, "topologyKey"), spread.TopologyKey, Names.LabelKey(), LabelRules.KeyWords);
            check.Size(FieldPath.Field(path, "topologyKey"), spread.TopologyKey, 317);
            check.OneOf(FieldPath.Field(path, "whenUnsatisfiable"), spread.WhenUnsatisfiable, ["DoNotSchedule", "ScheduleAnyway"]);
        });
    }
}
