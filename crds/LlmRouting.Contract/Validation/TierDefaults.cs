using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Validation;

/// <summary>Defaults of a tier that validation and compilation must agree on.</summary>
internal static class TierDefaults
{
    public static int ContextMargin(ModelTierSpec spec) => spec.ContextMargin ?? 200;

    public static int? MaxModelLen(ModelTierSpec spec) => spec.Vllm?.MaxModelLen ?? spec.External?.MaxModelLen;

    /// <summary>maxModelLen − contextMargin, or null where the length is unknown.</summary>
    public static int? ContextTokens(ModelTierSpec spec) => MaxModelLen(spec) - ContextMargin(spec);
}
