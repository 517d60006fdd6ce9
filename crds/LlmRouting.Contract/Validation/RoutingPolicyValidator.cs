using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>What a RoutingPolicy must keep to beyond its structure.</summary>
public static class RoutingPolicyValidator
{
    /// <summary>Every problem at once.</summary>
    public static IReadOnlyList<FieldProblem> Validate(RoutingPolicy policy)
    {
        var check = new FieldCheck();
        var spec = policy.Spec;
        MetadataRules.Check(check, policy.Metadata);
        check.Name("spec.gatewayRef.name", spec.GatewayRef?.Name);
        Models(check, spec);
        Tiers(check, spec);
        ClassifierRules.Check(check, spec);
        RouteRules.Check(check, spec);
        PolicyTrafficRules.Check(check, spec);
        return check.Problems;
    }

    private static void Models(FieldCheck check, RoutingPolicySpec spec)
    {
        check.Count("spec.models", spec.Models, 1, 32);
        check.Unique("spec.models", spec.Models, model => model);
        check.Each("spec.models", spec.Models, (path, model) =>
        {
            check.Pattern(path, model, Names.Model(), Names.ModelWords);
            check.When(
                spec.AllowExplicitTier == true && spec.Tiers.Any(tier => tier.Name == model),
                path, $"{model} is the name of a tier too, which allowExplicitTier lets clients ask for: rename one of them");
        });
    }

    private static void Tiers(FieldCheck check, RoutingPolicySpec spec)
    {
        check.Count("spec.tiers", spec.Tiers, 1, 16);
        check.Unique("spec.tiers", spec.Tiers, tier => tier.Name, "name");
        check.Each("spec.tiers", spec.Tiers, (path, tier) =>
        {
            check.Name(FieldPath.Field(path, "name"), tier.Name);
            check.Name(FieldPath.Field(path, "tierRef.name"), tier.TierRef.Name);
        });
    }
}
