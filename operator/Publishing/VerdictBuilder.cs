using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Publishing;

/// <summary>What the compilations of all gateways say about each object.</summary>
internal static class VerdictBuilder
{
    /// <param name="failed">Gateways that could not be compiled: of what they serve the generations of <paramref name="before"/> still hold.</param>
    public static Verdicts Build(PublishInputs inputs, IReadOnlyList<GatewayCompiler> gateways, IReadOnlyList<GatewayDefinition> failed, Verdicts before)
    {
        var objects = inputs.Objects;
        var judged = new ApiObject[][] { [.. objects.Tiers], [.. objects.Policies], [.. objects.Rollouts] }.SelectMany(kind => kind)
            .GroupBy(item => item.Ref).ToDictionary(same => same.Key, same => failed.Any(gateway => gateway.Serves(same.Key.Namespace)) ? before.Find(same.Key).Generation : same.First().Metadata.Generation ?? 0);
        var held = gateways.SelectMany(gateway => gateway.Last?.Held ?? []).GroupBy(item => item.Ref).ToDictionary(same => same.Key, same => same.First());
        var serving = gateways.SelectMany(gateway => gateway.Serving).GroupBy(item => item.Key).ToDictionary(same => same.Key, same => same.First().Value);
        var problems = Problems(gateways).GroupBy(problem => problem.Object)
            .ToDictionary(of => of.Key, of => (IReadOnlyList<ObjectProblem>)[.. of.Distinct()]);
        return new Verdicts(problems.Keys.Union(held.Keys).Union(serving.Keys).Union(judged.Keys).ToDictionary(at => at, at => new Verdict
        {
            Generation = judged.GetValueOrDefault(at),
            Problems = problems.GetValueOrDefault(at) ?? [],
            IsHeld = held.ContainsKey(at),
            HeldGeneration = held.GetValueOrDefault(at)?.Metadata.Generation,
            Serving = serving.GetValueOrDefault(at),
        }));
    }

    /// <summary>A tier is unused where no gateway uses it; that another gateway serves a policy is no news; EndpointSlices are the cluster's own.</summary>
    private static IEnumerable<ObjectProblem> Problems(IReadOnlyList<GatewayCompiler> gateways)
    {
        foreach (var of in gateways.SelectMany(gateway => (gateway.Last?.Problems ?? []).Select(problem => (gateway, problem))).GroupBy(item => item.problem))
        {
            if (of.Key.Reason == ProblemReasons.OtherGateway || of.Key.Object.Kind == nameof(EndpointSlice)) continue;
            if (of.Key.Reason == ProblemReasons.NotUsed && of.Count() < gateways.Count(gateway => gateway.Gateway.Serves(of.Key.Object.Namespace))) continue;
            yield return of.Key;
        }
    }
}
