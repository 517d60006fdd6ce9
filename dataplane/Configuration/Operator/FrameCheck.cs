using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>What is wrong with a frame by itself, beyond its form: what would only be noticed by a request.</summary>
public static class FrameCheck
{
    public static IEnumerable<string> Problems(Frame frame) => frame switch
    {
        EndpointsFrame endpoints => (endpoints.BaseUrls ?? []).Where(url => !IsBaseUrl(url)).Select(_ => $"tier {endpoints.Tier}: a base URL is not http(s)://host:port"),
        SplitsFrame splits => splits.Splits.Where(split => split.Weight is < 0 or > 100).Select(split => $"split {split.Rollout}: weight {split.Weight} is not 0..100"),
        CredentialsFrame { RequestIdKey: { Length: < 16 } } => ["the key for request ids is too short"],
        CredentialsFrame credentials => credentials.Credentials.GroupBy(c => c.Tier).Where(g => g.Count() > 1).Select(g => $"tier {g.Key} has several credentials"),
        ConfigFrame config => Problems(config),
        UnreadableFrame unreadable => [unreadable.Problem],
        _ => [],
    };

    private static IEnumerable<string> Problems(ConfigFrame config)
    {
        var tiers = config.Tiers.Select(tier => tier.Key).ToHashSet(StringComparer.Ordinal);
        if (tiers.Count < config.Tiers.Count) yield return "a tier is there twice";
        foreach (var same in config.Policies.SelectMany(policy => policy.Models.Distinct(), (policy, model) => (policy, model)).GroupBy(x => x.model).Where(same => same.Count() > 1))
            yield return $"policies {string.Join(" and ", same.Select(x => x.policy.Key))} both answer model '{same.Key}'";
        foreach (var problem in config.Policies.SelectMany(policy => Problems(policy, tiers))) yield return problem;
    }

    private static IEnumerable<string> Problems(PolicySnapshot policy, HashSet<string> tiers)
    {
        var names = policy.Tiers.Select(tier => tier.Name).ToHashSet(StringComparer.Ordinal);
        if (policy.Tiers.Count == 0 || policy.Routes.Count == 0) yield return $"policy {policy.Key} has no tier or no route";
        foreach (var tier in policy.Tiers.Where(tier => !tiers.Contains(tier.Tier))) yield return $"policy {policy.Key}: tier '{tier.Name}' is {tier.Tier}, which is not there";
        var used = policy.Routes.Select(route => route.Tier).Append(policy.OnClassifierFailure).Concat(policy.Fallbacks.SelectMany(fallback => fallback.To.Append(fallback.From)));
        foreach (var name in used.Distinct().Where(name => !names.Contains(name))) yield return $"policy {policy.Key} names a tier '{name}' that it does not have";
        if (policy.ActiveClassifier is { } active && policy.Classifiers.All(c => c.Name != active)) yield return $"policy {policy.Key} has no classifier '{active}'";
    }

    private static bool IsBaseUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0 && !url.EndsWith('/');
}
