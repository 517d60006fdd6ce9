using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Operator.Tests.Reconcilers;

/// <summary>Small valid objects to start from.</summary>
internal static class Objects
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    public static ModelTier Tier(string name = "small") => new()
    {
        ApiVersion = ApiNames.ApiVersion,
        Kind = nameof(ModelTier),
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Uid = $"uid-{name}", Generation = 3, ResourceVersion = "7" },
        Spec = new ModelTierSpec
        {
            Model = new ModelSource { Uri = "hf://Qwen/Qwen3-4B", Name = "qwen3-4b" },
            Gpu = new GpuSpec { Class = "l4" },
            Vllm = new VllmSpec { Version = "0.11.2" },
            CostPerHour = "0.30",
        },
    };

    public static RoutingPolicy Policy(string name = "default") => new()
    {
        ApiVersion = ApiNames.ApiVersion,
        Kind = nameof(RoutingPolicy),
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Uid = $"uid-{name}", Generation = 5 },
        Spec = new RoutingPolicySpec
        {
            Models = ["auto"],
            Tiers = [new PolicyTierSpec { Name = "weak", TierRef = new LocalRef { Name = "small" } }],
            Routes = [new RouteSpec { Tier = "weak" }],
        },
    };

    public static CanaryRollout Rollout(int weight = 10) => new()
    {
        ApiVersion = ApiNames.ApiVersion,
        Kind = nameof(CanaryRollout),
        Metadata = new ObjectMeta { Name = "small-v2", Namespace = "default", Uid = "uid-small-v2", Generation = 2 },
        Spec = new CanaryRolloutSpec
        {
            PolicyRef = new LocalRef { Name = "default" },
            Tier = new TierSplitSpec { StableRef = new LocalRef { Name = "small" }, CanaryRef = new LocalRef { Name = "small-v2" } },
            Weight = weight,
        },
    };

    public static SplitSnapshot Split(int weight) => new() { RolloutUid = "uid-small-v2", Rollout = "small-v2", Policy = "default/default", Stable = "default/small", Canary = "default/small-v2", Weight = weight };

    public static Condition Of(IReadOnlyList<Condition>? conditions, string type) => Assert.Single(conditions ?? [], condition => condition.Type == type);
}
