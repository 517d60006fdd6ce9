using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Matching;

/// <summary>Finds the policy that answers a model name: first among the policies' models, then among the tier names that policies let clients ask for.</summary>
public static class PolicyMatcher
{
    public static Refusal? Match(RuntimeSnapshot snapshot, string model, Caller caller, out PolicyMatch match)
    {
        if (snapshot.Models.TryGetValue(model, out var policy) && caller.MayUse(policy.Snapshot))
        {
            match = new PolicyMatch(policy, null);
            return null;
        }

        return MatchTier(snapshot, model, caller, out match);
    }

    // "tier", or "policy/tier" where several policies have a tier of that name.
    private static Refusal? MatchTier(RuntimeSnapshot snapshot, string model, Caller caller, out PolicyMatch match)
    {
        match = default;
        var matches = 0;
        foreach (var policy in snapshot.Policies)
        {
            if (!policy.Snapshot.AllowExplicitTier || !caller.MayUse(policy.Snapshot)) continue;
            foreach (var tier in policy.Tiers)
            {
                if (!Names(model, policy.DisplayName, tier.Name)) continue;
                match = new PolicyMatch(policy, tier);
                matches++;
            }
        }

        return matches switch
        {
            1 => null,
            0 => new Refusal(404, "invalid_request_error", "model_not_found", $"The model '{model}' does not exist or you do not have access to it. GET /v1/models lists what you may use.", "model"),
            _ => Refusal.Invalid("model_ambiguous", $"Several policies have a tier '{model}'; ask for 'policy/{model}'.", "model"),
        };
    }

    private static bool Names(string model, string policy, string tier) =>
        model == tier || (model.Length == policy.Length + 1 + tier.Length && model[policy.Length] == '/'
            && model.StartsWith(policy, StringComparison.Ordinal) && model.EndsWith(tier, StringComparison.Ordinal));
}
