using LlmRouting.Contract.Api;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Schemas;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime.Leases;

namespace LlmRouting.Operator.Reconcilers.Policies;

/// <summary>What the compiler and the data planes say of a policy.</summary>
public sealed class PolicyObserver(
    SnapshotPublisher publisher, AcknowledgementBook book, Func<IReadOnlyList<GatewayDefinition>> gateways, SchemaGuard schemas, Settling settling)
{
    /// <summary>False where the newest spec is still to be compiled.</summary>
    public bool Knows(RoutingPolicy policy) => publisher.Verdicts.Find(policy.Ref).IsOf(policy);

    public PolicyFacts Observe(RoutingPolicy policy)
    {
        var verdict = publisher.Verdicts.Find(policy.Ref);
        var name = GatewayDefinition.NameOf(policy);
        var count = verdict.Serving is { } serving ? book.Count(serving) : new GatewayReadiness(0, 0);
        return new PolicyFacts
        {
            Policy = policy,
            Binding = Binding(policy, name),
            Problems = verdict.Problems,
            Notes = schemas.Of(nameof(RoutingPolicy)) is { } old ? [old] : [],
            Revision = verdict.Serving?.Revision,
            ServesOlder = verdict.IsHeld,
            Connected = count.Ready,
            Programmed = count.Programmed,
            IsSettling = settling.Left > TimeSpan.Zero,
            Refusals = RefusalWords.Of(policy, book.Refusals(name)),
        };
    }

    private Finding? Binding(RoutingPolicy policy, string name)
    {
        var known = gateways();
        var gateway = known.FirstOrDefault(item => item.Name == name);
        if (gateway is null)
            return new Finding("GatewayNotFound", $"spec.gatewayRef.name: there is no gateway {name} in the operator's configuration; it has {string.Join(", ", known.Select(item => item.Name))}");
        return gateway.Serves(policy.Ref.Namespace)
            ? null
            : new Finding("NamespaceNotServed", $"gateway {name} does not serve namespace {policy.Ref.Namespace}: add it to the gateway's namespaces in the operator's configuration");
    }
}
