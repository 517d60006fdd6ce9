using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>What scaling knows of a tier, as its status shows it.</summary>
/// <param name="measure">By tier key; null where nothing was scraped.</param>
/// <param name="trouble">Why autoscaling does not work; null where it does.</param>
public sealed class TierReports(Func<string, TierGauges?> measure, Func<ModelTier, Finding?> trouble, GaugeThrottle throttle)
{
    /// <summary>A tier without servers of ours has none.</summary>
    public (TierGauges? Shown, TimeSpan? Again) Gauges(ModelTier tier) => tier.Spec.Vllm is null ? (null, null) : throttle.Show(tier, measure(tier.Ref.Key));

    public Finding? Scaling(ModelTier tier) => tier.Spec.Autoscaling is null ? null : trouble(tier);

    /// <param name="tier">Tier key.</param>
    public void Forget(string tier) => throttle.Forget(tier);
}
