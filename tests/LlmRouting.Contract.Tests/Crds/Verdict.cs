using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>What our own reader and validators say about an object by itself.</summary>
internal static class Verdict
{
    /// <summary>Each problem as path and sentence.</summary>
    public static IReadOnlyList<string> Of(JsonObject manifest)
    {
        var set = ManifestReader.Read("object.json", manifest.ToJsonString());
        var rules = set.Objects.SelectMany(item => Validate(item.Object).Where(problem => !item.Faults.Cover(problem.Path)));
        return [.. set.Problems.Select(problem => $"{problem.Path}: {problem.Message}"), .. rules.Select(problem => $"{problem.Path}: {problem.Message}")];
    }

    private static IReadOnlyList<FieldProblem> Validate(ApiObject value) => value switch
    {
        ModelTier tier => ModelTierValidator.Validate(tier),
        RoutingPolicy policy => RoutingPolicyValidator.Validate(policy),
        CanaryRollout rollout => CanaryRolloutValidator.Validate(rollout),
        _ => [],
    };
}
