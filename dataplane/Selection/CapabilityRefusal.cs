using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Selection;

/// <summary>Names the capability that is missing and the request field that asked for it.</summary>
public static class CapabilityRefusal
{
    public static Refusal Of(RuntimePolicy policy, RuntimePolicyTier[] tiers, ParsedRequest request)
    {
        if (Array.Exists(tiers, tier => tier.Tier.Capabilities.Covers(request.Needs)))
            return Refusal.Invalid("unsupported_parameter", "The servers that could serve this request cannot stream more than one choice: their vLLM is older than 0.6.2. Ask with n = 1 or without stream.", "n");
        var all = new CapabilitySet(tiers.Aggregate(0u, (bits, tier) => bits | tier.Tier.Capabilities.Bits));
        // Where every capability is offered by some tier but all of them by none, the first tier's gap is named.
        var missing = all.FirstMissing(request.Needs) ?? tiers[^1].Tier.Capabilities.FirstMissing(request.Needs) ?? Capability.Chat;
        var who = tiers.Length == 1 ? $"Tier '{tiers[0].Name}' lacks" : $"Every tier of policy '{policy.DisplayName}' that could serve the rest of this request lacks";
        return Refusal.Invalid("capability_not_supported", $"{who} the capability {missing}, which the request uses.", ParamOf(missing, request.Dialect));
    }

    /// <summary>The request field that makes use of a capability.</summary>
    public static string ParamOf(Capability capability, Dialect dialect) => capability switch
    {
        Capability.Tools => "tools",
        Capability.JsonSchema => dialect == Dialect.Responses ? "text.format" : "response_format",
        Capability.Reasoning => dialect == Dialect.Responses ? "reasoning" : "reasoning_effort",
        Capability.Vision or Capability.Audio => PromptParams.Of(dialect),
        _ => "model",
    };
}
