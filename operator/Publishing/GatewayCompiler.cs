using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Operator.Publishing;

/// <summary>Compiles and cuts one gateway, and remembers what it needs to know what changed.</summary>
internal sealed class GatewayCompiler(string name, LastGood remembered)
{
    private LastGood lastGood = remembered;
    private IReadOnlyDictionary<ObjectRef, PolicyServing> serving = new Dictionary<ObjectRef, PolicyServing>();

    /// <summary>As the operator's configuration has it now.</summary>
    public GatewayDefinition Gateway { get; set; } = new(name);

    /// <summary>Null until the first compilation that went through.</summary>
    public HeldCompilation? Last { get; private set; }

    /// <summary>Policies in the published configuration.</summary>
    public IReadOnlyDictionary<ObjectRef, PolicyServing> Serving => serving;

    /// <summary>Compiles and publishes. Whatever it throws, the state is as before.</summary>
    public Publication Publish(PublishInputs inputs, int transitions, GatewayPublisher publisher)
    {
        var options = new CompileOptions
        {
            Gateway = name,
            Namespaces = Gateway.Namespaces,
            AllowInsecureUpstreams = Gateway.AllowInsecureUpstreams,
        };
        inputs = inputs with { Objects = Kept(inputs) };
        var gone = GoneTiers.Of(inputs.Objects, inputs.Unreadable, lastGood.Tiers);
        var objects = inputs.Objects with { Tiers = [.. inputs.Objects.Tiers, .. gone] };
        var result = lastGood.Compile(objects, inputs.Unreadable, options);
        var revoked = RevokedTiers.Of(result, inputs.Objects, lastGood);
        if (revoked.Count > 0) result = RevokedTiers.Said(result, lastGood.Compile(RevokedTiers.In(objects, revoked), inputs.Unreadable, options));
        result = result with { Problems = [.. result.Problems, .. GoneTiers.Problems(inputs.Objects, gone)], Held = [.. result.Held, .. gone] };
        var snapshot = EffectiveWeights.Of(WithEmptyTiers(GoneTiers.Emptied(result.Snapshot, [.. gone, .. revoked])));
        var publication = publisher.PublishSnapshot(FramesOf(snapshot, inputs, transitions));
        if (publisher.Find(new FrameSlot(FrameKind.Config)) is ConfigFrame config) serving = Serve(config);
        lastGood = result.Next;
        Last = result;
        return publication;
    }

    /// <summary>A slip in gatewayRef is a bad update like any other: what this gateway served of a policy that now has none is served on.</summary>
    private ManifestObjects Kept(PublishInputs inputs)
    {
        var mine = inputs.Homeless.Where(policy => lastGood.Find(policy.Ref) is RoutingPolicy before && Gateway.IsOf(before)).Select(policy => policy.Ref).ToHashSet();
        return mine.Count == 0 ? inputs.Objects : inputs.Objects with { Broken = mine.Union(inputs.Objects.Broken).ToHashSet() };
    }

    private List<Frame> FramesOf(RoutingSnapshot snapshot, PublishInputs inputs, int transitions)
    {
        var managed = snapshot.Tiers.Where(tier => tier.Managed).Select(tier => tier.Key).ToHashSet(StringComparer.Ordinal);
        FrameOrder OrderOf(FrameSlot slot) => new(transitions, inputs.Versions.Of(slot.Kind, slot.Tier is null || managed.Contains(slot.Tier)));
        var replicas = new ReplicasFrame { Ready = Replicas(snapshot, inputs), Order = OrderOf(new FrameSlot(FrameKind.Replicas)) };
        return [.. FrameCutter.Cut(snapshot, OrderOf).Select(frame => frame is CredentialsFrame credentials ? credentials with { RequestIdKey = inputs.RequestIdKeyOf(name) } : frame), replicas];
    }

    /// <summary>
    /// As the holder of the Lease counts data planes, to whom they all report; others know only those that read frames from them. It writes so into the status of the policies that
    /// this gateway serves, whatever gateway they name now. Where it cannot, or no longer does, an old count is better than none.
    /// </summary>
    private int Replicas(RoutingSnapshot snapshot, PublishInputs inputs)
    {
        var there = inputs.Objects.Policies.ToDictionary(policy => policy.Ref);
        var served = snapshot.Policies.Select(policy => new ObjectRef(nameof(RoutingPolicy), policy.Namespace, policy.Name)).ToList();
        var counted = served.Select(there.GetValueOrDefault).OfType<RoutingPolicy>().Where(policy => policy.Metadata.DeletionTimestamp is null && !inputs.Refusing.Contains(policy.Ref.Namespace));
        return Math.Max(1, Most(counted) ?? Most(served.Select(at => there.GetValueOrDefault(at) ?? lastGood.Find(at)).OfType<RoutingPolicy>()) ?? 1);
    }

    private static int? Most(IEnumerable<RoutingPolicy> policies) => policies.Max(policy => policy.Status?.Gateways?.Ready);

    /// <summary>Here, unlike in a folder, no EndpointSlice means that there is no pod.</summary>
    private static RoutingSnapshot WithEmptyTiers(RoutingSnapshot snapshot)
    {
        var known = snapshot.Endpoints.Select(endpoints => endpoints.Tier).ToHashSet(StringComparer.Ordinal);
        var empty = snapshot.Tiers.Where(tier => tier.Managed && !known.Contains(tier.Key)).Select(tier => new EndpointsSnapshot(tier.Key, []));
        return snapshot with { Endpoints = [.. snapshot.Endpoints.Concat(empty).OrderBy(endpoints => endpoints.Tier, StringComparer.Ordinal)] };
    }

    private Dictionary<ObjectRef, PolicyServing> Serve(ConfigFrame config)
    {
        if (serving.Count > 0 && serving.Values.First().ConfigRevision == config.Revision) return new(serving);
        var tiers = config.Tiers.ToDictionary(tier => tier.Key, StringComparer.Ordinal);
        return config.Policies.ToDictionary(
            policy => new ObjectRef(nameof(RoutingPolicy), policy.Namespace, policy.Name),
            policy => Serve(policy, tiers, config));
    }

    private PolicyServing Serve(PolicySnapshot policy, Dictionary<string, TierSnapshot> tiers, ConfigFrame config)
    {
        var revision = FrameCutter.RevisionOf(new RoutingSnapshot
        {
            Gateway = name,
            Policies = [policy],
            Tiers = [.. policy.Tiers.Select(tier => tier.Tier).Distinct().Select(tier => tiers[tier])],
        });
        var before = serving.GetValueOrDefault(new ObjectRef(nameof(RoutingPolicy), policy.Namespace, policy.Name));
        var since = before?.Revision == revision ? before.Since : config.Order;
        return new PolicyServing(name, revision, config.Revision, since);
    }
}
