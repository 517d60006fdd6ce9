using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>What a CanaryRollout must keep to beyond its structure.</summary>
public static class CanaryRolloutValidator
{
    /// <summary>Every problem at once.</summary>
    public static IReadOnlyList<FieldProblem> Validate(CanaryRollout rollout)
    {
        var check = new FieldCheck();
        var spec = rollout.Spec;
        MetadataRules.Check(check, rollout.Metadata);
        check.Name("spec.policyRef.name", spec.PolicyRef.Name);
        check.Name("spec.tier.stableRef.name", spec.Tier.StableRef.Name);
        check.Name("spec.tier.canaryRef.name", spec.Tier.CanaryRef.Name);
        check.When(
            spec.Tier.StableRef.Name == spec.Tier.CanaryRef.Name && spec.Tier.StableRef.Name.Length > 0,
            "spec.tier.canaryRef.name", "must be another tier than stableRef");
        check.Range("spec.attempt", spec.Attempt, 1, 1_000_000);
        check.Range("spec.weight", spec.Weight, 0, 100);
        HeaderRules.Check(check, "spec.sticky.header", spec.Sticky?.Header);
        return check.Problems;
    }
}
