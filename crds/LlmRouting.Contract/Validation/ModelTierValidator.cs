using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>What a ModelTier must keep to beyond its structure.</summary>
public static class ModelTierValidator
{
    private const decimal MaxMoney = 1_000_000m;

    /// <summary>Every problem at once.</summary>
    public static IReadOnlyList<FieldProblem> Validate(ModelTier tier)
    {
        var check = new FieldCheck();
        var spec = tier.Spec;
        MetadataRules.CheckTier(check, tier.Metadata);
        ModelRules.Check(check, spec);
        ServingRules.Check(check, spec);
        Context(check, spec);
        Cost(check, spec);
        check.Count("spec.capabilities", spec.Capabilities, 1, 16);
        check.Unique("spec.capabilities", spec.Capabilities, capability => capability);
        check.Range("spec.maxInFlight", spec.MaxInFlight, 1, 100_000);
        TierTrafficRules.Check(check, spec);
        return check.Problems;
    }

    private static void Context(FieldCheck check, ModelTierSpec spec)
    {
        check.Range("spec.external.maxModelLen", spec.External?.MaxModelLen, 1, 16_777_216);
        check.Range("spec.contextMargin", spec.ContextMargin, 0, 1_000_000);
        check.Number("spec.requestDefaults.temperature", spec.RequestDefaults?.Temperature, 0, 2, "0.2");
        check.Range("spec.requestDefaults.maxTokens", spec.RequestDefaults?.MaxTokens, 1, 16_777_216);
        if (TierDefaults.ContextTokens(spec) is not { } context) return;
        check.When(context <= 0, spec.Vllm is null ? "spec.external.maxModelLen" : "spec.vllm.maxModelLen", $"must be larger than contextMargin, {TierDefaults.ContextMargin(spec)}");
        check.When(
            context > 0 && spec.RequestDefaults?.MaxTokens >= context,
            "spec.requestDefaults.maxTokens", $"leaves no room for a prompt: must be less than maxModelLen - contextMargin, {context}");
    }

    private static void Cost(FieldCheck check, ModelTierSpec spec)
    {
        check.Number("spec.costPerHour", spec.CostPerHour, 0, MaxMoney, "0.30");
        check.Number("spec.pricing.inputPer1kTokens", spec.Pricing?.InputPer1kTokens, 0, MaxMoney, "0.0001");
        check.Number("spec.pricing.outputPer1kTokens", spec.Pricing?.OutputPer1kTokens, 0, MaxMoney, "0.0002");
    }
}
