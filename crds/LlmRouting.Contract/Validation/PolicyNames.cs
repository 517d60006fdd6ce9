using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Names inside a policy that its other fields refer to.</summary>
internal static class PolicyNames
{
    public static void TierExists(FieldCheck check, RoutingPolicySpec spec, string path, string? name) =>
        Exists(check, path, name, [.. spec.Tiers.Select(tier => tier.Name)], "spec.tiers");

    public static void ClassifierExists(FieldCheck check, RoutingPolicySpec spec, string path, string? name) =>
        Exists(check, path, name, [.. (spec.Classifiers ?? []).Select(classifier => classifier.Name)], "spec.classifiers");

    /// <summary>Says nothing where a known name could not be read (empty): it may be the one that is meant.</summary>
    private static void Exists(FieldCheck check, string path, string? name, IReadOnlyCollection<string> known, string where)
    {
        if (name is null || known.Contains(name) || known.Contains("")) return;
        var hint = known.Count > 0 ? $": {Suggestion.Sentence(name, known)}" : "";
        check.Report(path, $"{name} is not in {where}{hint}");
    }
}
