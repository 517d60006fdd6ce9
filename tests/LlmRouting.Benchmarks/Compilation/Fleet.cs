using System.Text;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Benchmarks.Compilation;

/// <summary>The cluster of the goals: 1,000 ModelTiers of four pods each and their keys, 200 RoutingPolicies of five tiers each, 200 client keys.</summary>
internal static class Fleet
{
    public const int Policies = 200;
    public const int TiersOfPolicy = 5;
    private const string Namespace = "models";

    public static PublishInputs Inputs() => new(
        new ManifestObjects
        {
            Tiers = [.. Enumerable.Range(0, Policies * TiersOfPolicy).Select(Tier)],
            Policies = [.. Enumerable.Range(0, Policies).Select(i => Policy(i, 0))],
            EndpointSlices = [.. Enumerable.Range(0, Policies * TiersOfPolicy).Select(i => Slice(i, 4))],
            Secrets = [.. Enumerable.Range(0, Policies * TiersOfPolicy).Select(VllmKey), .. Enumerable.Range(0, Policies).Select(ClientKey)],
        },
        Versions(1));

    /// <summary>One policy is another.</summary>
    public static PublishInputs Edited(PublishInputs inputs, int edit)
    {
        RoutingPolicy[] policies = [.. inputs.Objects.Policies];
        policies[edit % Policies] = Policy(edit % Policies, edit);
        return new PublishInputs(inputs.Objects with { Policies = policies }, inputs.Versions with { Policies = (ulong)edit + 1 });
    }

    /// <summary>One tier has a pod more or less.</summary>
    public static PublishInputs Flipped(PublishInputs inputs, int flip)
    {
        EndpointSlice[] slices = [.. inputs.Objects.EndpointSlices];
        slices[flip % slices.Length] = Slice(flip % slices.Length, slices[flip % slices.Length].Endpoints!.Count == 4 ? 3 : 4);
        return new PublishInputs(inputs.Objects with { EndpointSlices = slices }, inputs.Versions with { EndpointSlices = (ulong)flip + 1 });
    }

    public static int Pods(PublishInputs inputs, int tier) => inputs.Objects.EndpointSlices[tier].Endpoints!.Count;

    private static SourceVersions Versions(ulong version) => new() { Tiers = version, Policies = version, Rollouts = version, Secrets = version, EndpointSlices = version };

    private static ModelTier Tier(int i) => new()
    {
        ApiVersion = ApiNames.ApiVersion,
        Kind = nameof(ModelTier),
        Metadata = Meta($"tier-{i}"),
        Spec = new ModelTierSpec
        {
            Model = new ModelSource { Uri = "hf://Qwen/Qwen3-4B", Name = $"qwen3-4b-{i}" },
            Gpu = new GpuSpec { Class = "l4" },
            Vllm = new VllmSpec { Version = "0.11.2", MaxModelLen = 8192 },
            CostPerHour = "0.30",
            Pricing = new PricingSpec { InputPer1kTokens = "0.0001", OutputPer1kTokens = "0.0002" },
        },
    };

    private static RoutingPolicy Policy(int i, int edit) => new()
    {
        ApiVersion = ApiNames.ApiVersion,
        Kind = nameof(RoutingPolicy),
        Metadata = Meta($"policy-{i}") with { Generation = edit + 1 },
        Spec = new RoutingPolicySpec
        {
            Models = [$"auto-{i}", Edit(i, edit)],
            Tiers = [.. Enumerable.Range(0, TiersOfPolicy).Select(t => new PolicyTierSpec { Name = $"t{t}", TierRef = new LocalRef { Name = $"tier-{(i * TiersOfPolicy) + t}" } })],
            Classifiers = [new ClassifierSpec { Name = "v7", Heuristic = Rules(i) }],
            Routes = [new RouteSpec { When = new RouteConditionSpec { Labels = ["complex"] }, Tier = "t4" }, new RouteSpec { Tier = "t0" }],
            Fallbacks = [new FallbackSpec { From = "t4", To = ["t3"] }, new FallbackSpec { From = "t0", To = ["t1"] }],
        },
    };

    /// <summary>A model name by which an edit of a policy can be told.</summary>
    public static string Edit(int policy, int edit) => $"policy-{policy}-edit-{edit}";

    private static HeuristicSpec Rules(int i) => new()
    {
        Keywords = [.. Enumerable.Range(0, 8).Select(k => new KeywordRuleSpec { Name = $"rule-{k}", Label = "complex", Any = ["refactor", "prove", "리팩터", $"word-{i}-{k}"] })],
        Length = new LengthRuleSpec { Unit = Contract.Snapshot.LengthUnit.Chars, Max = 500, Label = "complex" },
        Otherwise = "simple",
    };

    private static EndpointSlice Slice(int tier, int pods) => new()
    {
        ApiVersion = "discovery.k8s.io/v1",
        Kind = nameof(EndpointSlice),
        Metadata = Meta($"tier-{tier}-abcde") with { Labels = new Dictionary<string, string> { [ApiNames.TierLabel] = $"tier-{tier}" } },
        Endpoints = [.. Enumerable.Range(1, pods).Select(pod => new SliceEndpoint { Addresses = [$"10.{tier / 250}.{tier % 250}.{pod}"] })],
        Ports = [new SlicePort { Port = 8000 }],
    };

    private static Secret VllmKey(int tier) => Secret(ApiNames.VllmKeyOf($"tier-{tier}"), ApiNames.VllmKeySecret, new() { [ApiNames.VllmKeyEntry] = Base64($"sk-{tier:d32}") });

    private static Secret ClientKey(int key) => Secret($"key-{key}", ApiNames.ApiKeySecret, new() { ["id"] = Base64($"key{key}"), ["sha256"] = Base64(key.ToString("x64")), ["limitClass"] = Base64("free") });

    private static Secret Secret(string name, string role, Dictionary<string, string> data) => new()
    {
        ApiVersion = "v1",
        Kind = nameof(Secret),
        Metadata = Meta(name) with { Labels = new Dictionary<string, string> { [ApiNames.SecretLabel] = role } },
        Data = data,
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static ObjectMeta Meta(string name) => new()
    {
        Name = name, Namespace = Namespace, Uid = "uid-of-" + name, Generation = 1, CreationTimestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };
}
