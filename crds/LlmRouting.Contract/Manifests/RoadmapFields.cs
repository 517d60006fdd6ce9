namespace LlmRouting.Contract.Manifests;

/// <summary>Fields that are designed but do nothing yet; docs/roadmap.md says more about each. A field leaves this table when its behaviour arrives.</summary>
public static class RoadmapFields
{
    /// <summary>Kind, path without indexes (a value of a field after =), and what it will do.</summary>
    public static IReadOnlyList<RoadmapField> All { get; } =
    [
        new("ModelTier", "spec.quality", "the tier's quality by category, for choosing by objective"),
        new("RoutingPolicy", "spec.tiers[].expectedShare", "the tier's expected share of requests, watched"),
        new("RoutingPolicy", "spec.classifiers[].onnx", "classifies by an ONNX model in process"),
        new("RoutingPolicy", "spec.classifiers[].hybrid", "weighs several classifiers"),
        new("RoutingPolicy", "spec.classifiers[].llm", "asks a tier for the complexity"),
        new("RoutingPolicy", "spec.sessionAffinity.header", "will pin a session to an endpoint"),
        new("RoutingPolicy", "spec.shadow", "decides with a second classifier too and counts the differences"),
        new("RoutingPolicy", "spec.cache.mode=Semantic", "answers from the cache by similarity"),
        new("CanaryRollout", "spec.classifier", "moves traffic to another classifier version"),
        new("CanaryRollout", "spec.steps", "raises the weight by itself"),
        new("CanaryRollout", "spec.capacity", "holds a step until the canary can carry it"),
        new("CanaryRollout", "spec.paused", "holds the rollout where it is"),
        new("CanaryRollout", "spec.analysis", "gates that pass a step or roll it back"),
    ];

    /// <summary>The sentence that refuses such a field, or null where the roadmap does not have it.</summary>
    internal static string? Refusal(string kind, string path)
    {
        var plain = FieldPath.WithoutIndexes(path);
        var field = All.FirstOrDefault(candidate => candidate.Kind == kind && candidate.Path == plain);
        return field is null ? null : $"planned but not there yet ({field.Purpose}; docs/roadmap.md)";
    }
}
