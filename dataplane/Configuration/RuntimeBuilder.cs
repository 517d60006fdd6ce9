using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>Joins a snapshot with the state that outlives it.</summary>
/// <param name="external">To servers that are not ours, where other addresses are allowed; null: as <paramref name="clients"/>.</param>
public sealed class RuntimeBuilder(StateRegistry states, UpstreamClients clients, UpstreamClients? external = null)
{
    // A pod that comes or goes is a new snapshot of the same rules and keys, and compiling them is most of the work.
    private readonly ConditionalWeakTable<HeuristicSnapshot, HeuristicClassifier> classifiers = [];
    private readonly ConditionalWeakTable<IReadOnlyList<KeySnapshot>, KeyTable> keys = [];

    public RuntimeSnapshot Build(RoutingSnapshot wire)
    {
        var endpoints = wire.Endpoints.ToLookup(of => of.Tier, of => of.BaseUrls);
        var credentials = wire.Credentials.ToLookup(credential => credential.Tier);
        var tiers = wire.Tiers.ToDictionary(tier => tier.Key, tier => BuildTier(tier, [.. endpoints[tier.Key].SelectMany(urls => urls)], credentials[tier.Key].FirstOrDefault()));
        var splits = wire.Splits.ToLookup(split => (split.Policy, split.Stable));
        var policies = wire.Policies.Select(policy => BuildPolicy(splits, policy, tiers)).ToArray();
        var timeouts = wire.Tiers.Select(tier => tier.Timeouts.Connect).ToHashSet();
        clients.Keep(timeouts);
        external?.Keep(timeouts);
        return new RuntimeSnapshot
        {
            Wire = wire,
            Keys = keys.GetValue(wire.Keys, static known => new KeyTable(known)),
            Policies = policies,
            Tiers = [.. tiers.Values],
            Models = policies.SelectMany(policy => policy.Snapshot.Models, (policy, model) => (model, policy)).ToFrozenDictionary(x => x.model, x => x.policy),
        };
    }

    private RuntimeTier BuildTier(TierSnapshot tier, string[] urls, CredentialSnapshot? credential)
    {
        var state = states.Tier(tier);
        return new RuntimeTier
        {
            Snapshot = tier,
            State = state,
            Endpoints = [.. urls.Select(state.GetOrAdd)],
            Capabilities = CapabilitySet.Of(tier.Capabilities),
            ModelJson = JsonSerializer.SerializeToUtf8Bytes(tier.Model),
            ApiKey = ApiKeyOf(tier, credential, urls),
            Client = (tier.Managed ? clients : external ?? clients).For(tier.Timeouts.Connect),
        };
    }

    // A managed tier's endpoints are our own pods, so its key is not bound to hosts that could not be known beforehand.
    private static string? ApiKeyOf(TierSnapshot tier, CredentialSnapshot? credential, string[] urls) =>
        credential is not null && (tier.Managed || urls.All(url => credential.Hosts.Contains(UpstreamUrl.HostOf(new Uri(url)), StringComparer.OrdinalIgnoreCase))) ? credential.ApiKey : null;

    private RuntimePolicy BuildPolicy(ILookup<(string Policy, string Stable), SplitSnapshot> splits, PolicySnapshot policy, Dictionary<string, RuntimeTier> tiers)
    {
        var active = policy.Classifiers.FirstOrDefault(c => c.Name == policy.ActiveClassifier);
        return new RuntimePolicy
        {
            Snapshot = policy,
            Tiers = [.. policy.Tiers.Select(tier => BuildPolicyTier(splits, policy, tier, tiers))],
            CommonLimits = [.. policy.RateLimits.Where(limit => limit.LimitClass is null)],
            LimitsByClass = policy.RateLimits.Select(limit => limit.LimitClass).OfType<string>().Distinct()
                .ToFrozenDictionary(name => name, name => policy.RateLimits.Where(limit => limit.LimitClass is null || limit.LimitClass == name).ToArray()),
            Classifier = active?.Heuristic is { } heuristic ? classifiers.GetValue(heuristic, static rules => new HeuristicClassifier(rules)) : null,
        };
    }

    private RuntimePolicyTier BuildPolicyTier(ILookup<(string Policy, string Stable), SplitSnapshot> splits, PolicySnapshot policy, PolicyTier named, Dictionary<string, RuntimeTier> tiers)
    {
        var tier = tiers[named.Tier];
        var split = splits[(policy.Key, named.Tier)].FirstOrDefault();
        var canary = split is null ? null : new RuntimeSplit(split, states.Split(split), tiers[split.Canary]);
        var fallbacks = policy.Fallbacks.Where(f => f.From == named.Name).SelectMany(f => f.To)
            .Select(to => new Candidate(tiers[policy.Tiers.First(t => t.Name == to).Tier], to, CandidateRole.Fallback)).ToArray();
        return new RuntimePolicyTier
        {
            Name = named.Name,
            Tier = tier,
            Split = canary,
            Alone = [new Candidate(tier, named.Name, CandidateRole.Assigned)],
            Stable = [new Candidate(tier, named.Name, CandidateRole.Assigned), .. fallbacks],
            Canary = canary is null ? [] : [new Candidate(canary.Canary, named.Name, CandidateRole.Assigned), new Candidate(tier, named.Name, CandidateRole.OwnStable), .. fallbacks],
        };
    }
}
