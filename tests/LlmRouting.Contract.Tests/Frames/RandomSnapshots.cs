using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Tests.Frames;

/// <summary>Snapshots as a compiler could have made them: sorted, resolved and stamped.</summary>
internal static class RandomSnapshots
{
    public static RoutingSnapshot Next(Random random)
    {
        var tiers = Names(random, "tier", 5).Select(name => Tier(name, random)).ToArray();
        var policies = tiers.Length == 0 ? [] : Names(random, "policy", 3).Select(name => Policy(name, tiers, random)).ToArray();
        return CanonicalJson.Stamp(new RoutingSnapshot
        {
            Gateway = "default",
            Policies = policies,
            Tiers = tiers,
            Endpoints = [.. tiers.Where(_ => random.Next(4) > 0).Select(tier => new EndpointsSnapshot(tier.Key, [.. Names(random, "http://10.0.0.", 4)]))],
            Splits = [.. policies.Where(_ => tiers.Length > 1 && random.Next(2) == 0).Select(policy => Split(policy, tiers, random))],
            Keys = [.. Names(random, "key", 4).Select(id => Key(id, random))],
            Credentials = [.. tiers.Where(_ => random.Next(2) == 0).Select(tier => new CredentialSnapshot(tier.Key, $"sk-{random.Next(9)}", ["api.example.com"]))],
        });
    }

    private static IEnumerable<string> Names(Random random, string prefix, int below) =>
        Enumerable.Range(0, below).Where(_ => random.Next(3) > 0).Select(i => $"{prefix}{i}").Order(StringComparer.Ordinal);

    private static TierSnapshot Tier(string name, Random random) => new()
    {
        Namespace = "default",
        Name = name,
        Uid = "uid-" + name,
        Model = "모델 \"" + random.Next(9) + "\"\n\u2028",
        Managed = random.Next(2) == 0,
        Absence = (TierAbsence)random.Next(3),
        ContextTokens = random.Next(2) == 0 ? random.Next(100_000) : null,
        CostPerHour = random.Next(2) == 0 ? random.Next(1000) / 100m : null,
        Timeouts = new TimeoutsSnapshot { Connect = TimeSpan.FromMilliseconds(random.Next(1, 9999)) },
    };

    private static PolicySnapshot Policy(string name, TierSnapshot[] tiers, Random random) => new()
    {
        Namespace = "default",
        Name = name,
        Uid = "uid-" + name,
        Models = ["auto-" + random.Next(5)],
        Tiers = [new PolicyTier("main", tiers[random.Next(tiers.Length)].Key)],
        Classifiers = [new ClassifierSnapshot { Name = "words", Heuristic = new HeuristicSnapshot { Keywords = [new KeywordRule { Name = "k", Label = ComplexityLabel.Complex, Any = ["증명", "prove"] }] } }],
        OnClassifierFailure = "main",
        Routes = [new RouteSnapshot(new RouteCondition { Labels = ["complex"], MinComplexity = random.NextDouble() }, "main"), new RouteSnapshot(null, "main")],
    };

    private static SplitSnapshot Split(PolicySnapshot policy, TierSnapshot[] tiers, Random random) => new()
    {
        RolloutUid = "uid-" + policy.Name, Rollout = "default/" + policy.Name, Policy = policy.Key,
        Stable = tiers[0].Key, Canary = tiers[^1].Key, Weight = random.Next(101), Epoch = random.Next(9),
    };

    private static KeySnapshot Key(string id, Random random) => new()
    {
        Id = id, Sha256 = new string('a', 64), Namespace = ApiNames.Default, LimitClass = random.Next(2) == 0 ? "free" : null,
        NotAfter = random.Next(2) == 0 ? new DateTimeOffset(2027, 1, 1, 0, 0, random.Next(60), TimeSpan.Zero) : null,
    };
}
