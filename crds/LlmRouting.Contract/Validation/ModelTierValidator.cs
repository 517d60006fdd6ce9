using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>What a ModelTier must keep to beyond its structure.</summary>
public static class ModelTierValidator
{
    private const decimal MaxMoney = 1_000_000m;
    private static readonly string[] Schemes = ["hf://", "pvc://", "s3://", "gs://", "oci://"];

    /// <summary>Every problem at once.</summary>
    public static IReadOnlyList<FieldProblem> Validate(ModelTier tier)
    {
        var check = new FieldCheck();
        var spec = tier.Spec;
        MetadataRules.Check(check, tier.Metadata);
        Serving(check, spec);
        Context(check, spec);
        Cost(check, spec);
        check.Count("spec.capabilities", spec.Capabilities, 1, 16);
        check.Unique("spec.capabilities", spec.Capabilities, capability => capability);
        check.Range("spec.replicas", spec.Replicas, 0, 1000);
        check.Range("spec.maxInFlight", spec.MaxInFlight, 1, 100_000);
        TierTrafficRules.Check(check, spec);
        return check.Problems;
    }

    private static void Serving(FieldCheck check, ModelTierSpec spec)
    {
        check.Pattern("spec.model.name", spec.Model.Name, Names.Model(), Names.ModelWords);
        check.Length("spec.model.uri", spec.Model.Uri, 512);
        check.When(
            spec.Model.Uri is { } uri && !Schemes.Any(scheme => uri.StartsWith(scheme, StringComparison.Ordinal)),
            "spec.model.uri", $"must begin with one of {string.Join(", ", Schemes)}");
        if (spec.Vllm is not null && spec.External is not null) check.Report("spec.external", "stands beside vllm: keep exactly one of the two");
        else if (spec.Vllm is null && spec.External is null) check.Report("spec", "needs exactly one of vllm and external");
        check.When(spec.Vllm is not null && spec.Model.Uri is null, "spec.model.uri", "is required with vllm");
        if (spec.External is not null) ExternalRules.Check(check, spec.External);
    }

    private static void Context(FieldCheck check, ModelTierSpec spec)
    {
        check.Range("spec.vllm.maxModelLen", spec.Vllm?.MaxModelLen, 1, 16_777_216);
        check.Range("spec.external.maxModelLen", spec.External?.MaxModelLen, 1, 16_777_216);
        check.Range("spec.vllm.maxNumSeqs", spec.Vllm?.MaxNumSeqs, 1, 65_536);
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
