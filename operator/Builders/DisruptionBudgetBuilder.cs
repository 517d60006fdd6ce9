namespace LlmRouting.Operator.Builders;

/// <summary>Node drains take one replica at a time. One that never got ready is in nobody's way.</summary>
internal static class DisruptionBudgetBuilder
{
    public static Manifest Build(TierPlan plan) => ManifestShape.DisruptionBudget.Of(plan.Tier, plan.Name, ("spec", Json.Of(
        ("maxUnavailable", 1), ("selector", TierNames.Selector(plan.Tier)), ("unhealthyPodEvictionPolicy", "AlwaysAllow"))));
}
