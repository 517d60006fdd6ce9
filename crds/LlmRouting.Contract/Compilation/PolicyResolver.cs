using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Compilation;

/// <summary>Which policies the gateway serves: bound to it, all references found, every model name theirs.</summary>
internal sealed class PolicyResolver(
    ObjectIndex<RoutingPolicy> policies, ObjectIndex<ModelTier> tiers, CompileOptions options, ProblemList problems)
{
    /// <summary>Reports what is wrong, and the policies of other gateways as notes.</summary>
    public void Check()
    {
        foreach (var policy in policies.InOrder)
        {
            if (IsBound(policy)) Tiers(policy);
            else problems.Note(policy.Ref, "spec.gatewayRef.name", ProblemReasons.OtherGateway, $"is served by gateway {Gateway(policy)}, not by {options.Gateway}");
        }

        ModelNames();
    }

    public IReadOnlyList<RoutingPolicy> Served() => [.. policies.InOrder.Where(policy => IsBound(policy) && !problems.IsOut(policy.Ref))];

    public bool IsBound(RoutingPolicy policy) => Gateway(policy) == options.Gateway;

    public static string Gateway(RoutingPolicy policy) => policy.Spec.GatewayRef?.Name ?? ApiNames.Default;

    private void Tiers(RoutingPolicy policy)
    {
        for (var i = 0; i < policy.Spec.Tiers.Count; i++)
        {
            var path = FieldPath.Field(FieldPath.Item("spec.tiers", i), "tierRef.name");
            TierReference.Check(policy.Ref, path, policy.Spec.Tiers[i].TierRef.Name, tiers, problems);
        }
    }

    /// <summary>The oldest policy has a name, also while it is out: a fault in it must not hand its traffic to somebody else.</summary>
    private void ModelNames()
    {
        var owners = new Dictionary<string, ObjectRef>(StringComparer.Ordinal);
        foreach (var policy in policies.ByAge.Where(IsBound))
        {
            for (var i = 0; i < policy.Spec.Models.Count; i++)
            {
                var model = policy.Spec.Models[i];
                if (owners.TryAdd(model, policy.Ref) || owners[model] == policy.Ref) continue;
                problems.Error(
                    policy.Ref, FieldPath.Item("spec.models", i), ProblemReasons.ModelNameConflict,
                    $"{model} belongs to {owners[model]}, which is older or comes first by name");
            }
        }

        foreach (var policy in policies.InOrder.Where(policy => IsBound(policy) && policy.Spec.AllowExplicitTier == true)) NoteShadowed(policy, owners);
    }

    /// <summary>A model name comes before a tier that may be asked for by name.</summary>
    private void NoteShadowed(RoutingPolicy policy, Dictionary<string, ObjectRef> owners)
    {
        for (var i = 0; i < policy.Spec.Tiers.Count; i++)
        {
            var tier = policy.Spec.Tiers[i].Name;
            if (!owners.TryGetValue(tier, out var owner) || owner == policy.Ref) continue;
            problems.Note(
                policy.Ref, FieldPath.Field(FieldPath.Item("spec.tiers", i), "name"), ProblemReasons.Shadowed,
                $"{tier} is also a model name of {owner}, which answers it: the tier is {policy.Ref.Name}/{tier} to clients");
        }
    }
}
