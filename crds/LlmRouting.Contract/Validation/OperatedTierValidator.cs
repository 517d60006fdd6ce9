using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>What a tier needs besides where the operator runs its servers. A folder does without: its servers are there already, or simulated.</summary>
public static class OperatedTierValidator
{
    /// <summary>Every problem at once; none for external tiers.</summary>
    public static IReadOnlyList<FieldProblem> Validate(ModelTier tier)
    {
        if (tier.Spec.Vllm is not { } vllm) return [];
        var check = new FieldCheck();
        check.When(vllm.Version is null, "spec.vllm.version", "is required where the operator runs vLLM: a version such as 0.11.2");
        check.When(tier.Spec.Gpu is null, "spec.gpu", "is required where the operator runs vLLM: a class of its configuration");
        return check.Problems;
    }
}
