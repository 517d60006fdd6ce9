using System.Collections.Immutable;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Frames;

/// <summary>Frames as a snapshot; immutable, so that a frame that proves unusable can be left out again.</summary>
public sealed record FrameComposer(string Gateway)
{
    /// <summary>Tiers that endpoints are kept of, those included that no configuration has named yet.</summary>
    public const int MaxTiers = 20_000;

    private static readonly Memo<EndpointsFrame, EndpointsSnapshot> Known = new(frame => new EndpointsSnapshot(frame.Tier, frame.BaseUrls!));

    private ImmutableSortedDictionary<string, EndpointsFrame> Endpoints { get; init; } = ImmutableSortedDictionary.Create<string, EndpointsFrame>(StringComparer.Ordinal);
    private ImmutableDictionary<string, LoadFrame> Load { get; init; } = ImmutableDictionary<string, LoadFrame>.Empty;
    private ImmutableDictionary<FrameSlot, UnreadableFrame> Unreadable { get; init; } = ImmutableDictionary<FrameSlot, UnreadableFrame>.Empty;

    public ConfigFrame? Config { get; private init; }
    public SplitsFrame? Splits { get; private init; }
    public KeysFrame? Keys { get; private init; }
    public CredentialsFrame? Credentials { get; private init; }
    public DrainingFrame? Draining { get; private init; }
    public ReplicasFrame? Replicas { get; private init; }

    /// <summary>Of the last connection; null before the first.</summary>
    public HelloFrame? Hello { get; private init; }

    /// <summary>Whether every slot has been seen that a snapshot is made of, so that nothing is served with half of what it needs.</summary>
    public bool IsComplete => Config is not null && Splits is not null && Keys is not null && Credentials is not null && Config.Tiers.All(tier => Endpoints.ContainsKey(tier.Key));

    /// <summary>Every frame that a snapshot or its endpoints are made of, the configuration last, since it names the others; before them what could not be read of newer ones.</summary>
    public IEnumerable<Frame> Frames => Unreadable.Values.Concat<Frame>(Endpoints.Values).Concat(new Frame?[] { Credentials, Keys, Splits, Draining, Config }.OfType<Frame>());

    public IEnumerable<LoadFrame> Loads => Load.Values;

    /// <summary>The newest of that slot; null where nothing is.</summary>
    public Frame? Find(FrameSlot slot) => Unreadable.TryGetValue(slot, out var unreadable) ? unreadable : slot.Kind switch
    {
        FrameKind.Config => Config,
        FrameKind.Splits => Splits,
        FrameKind.Keys => Keys,
        FrameKind.Credentials => Credentials,
        FrameKind.Draining => Draining,
        FrameKind.Replicas => Replicas,
        FrameKind.Endpoints => Endpoints.GetValueOrDefault(slot.Tier!),
        FrameKind.Load => Load.GetValueOrDefault(slot.Tier!),
        _ => null,
    };

    /// <summary>A lower order than the slot's is refused. An equal one is taken: another version of the operator may make something else of the same objects.</summary>
    public FrameComposer Take(Frame frame, out FrameVerdict verdict)
    {
        verdict = Judge(frame);
        if (verdict != FrameVerdict.Taken) return this;
        return (Unreadable.ContainsKey(frame.Slot) ? this with { Unreadable = Unreadable.Remove(frame.Slot) } : this).Put(frame);
    }

    /// <summary>What is held as a snapshot; null until <see cref="IsComplete"/>. Endpoints, splits and credentials of what the configuration does not name are kept for later.</summary>
    public RoutingSnapshot? Compose() => IsComplete ? ComposeHeld() : null;

    /// <summary>As <see cref="Compose"/>, for a configuration whose tiers' endpoints are still on their way.</summary>
    public RoutingSnapshot? ComposeHeld()
    {
        if (Config is null || Splits is null || Keys is null || Credentials is null) return null;
        var tiers = Config.Tiers.Select(tier => tier.Key).ToHashSet(StringComparer.Ordinal);
        var policies = Config.Policies.Select(policy => policy.Key).ToHashSet(StringComparer.Ordinal);
        return CanonicalJson.Stamp(new RoutingSnapshot
        {
            Gateway = Gateway,
            Policies = Config.Policies,
            Tiers = Config.Tiers,
            Endpoints = [.. Config.Tiers.Select(tier => Endpoints.GetValueOrDefault(tier.Key)).Where(e => e?.BaseUrls is not null).Select(e => Known.Of(e!))],
            Splits = [.. Splits.Splits.Where(split => policies.Contains(split.Policy) && tiers.Contains(split.Stable) && tiers.Contains(split.Canary))],
            Keys = Keys.Keys,
            Credentials = [.. Credentials.Credentials.Where(credential => tiers.Contains(credential.Tier))],
        });
    }

    private FrameComposer Put(Frame frame) => frame switch
    {
        HelloFrame hello => Greet(hello),
        ConfigFrame config => this with { Config = config },
        SplitsFrame splits => this with { Splits = splits },
        KeysFrame keys => this with { Keys = keys },
        CredentialsFrame credentials => this with { Credentials = credentials },
        DrainingFrame draining => this with { Draining = draining },
        ReplicasFrame replicas => this with { Replicas = replicas },
        EndpointsFrame endpoints => this with { Endpoints = Endpoints.SetItem(endpoints.Tier, endpoints) },
        LoadFrame load => this with { Load = Load.SetItem(load.Tier, load) },
        UnreadableFrame unreadable => this with { Unreadable = Unreadable.SetItem(unreadable.Slot, unreadable) },
        _ => this,
    };

    private FrameVerdict Judge(Frame frame)
    {
        if (frame is HelloFrame hello) return hello.Gateway == Gateway ? FrameVerdict.Taken : FrameVerdict.OtherGateway;
        if (Find(frame.Slot) is { } held) return frame.Order < held.Order ? FrameVerdict.Stale : FrameVerdict.Taken;
        return frame is EndpointsFrame && Endpoints.Count >= MaxTiers || frame is LoadFrame && Load.Count >= MaxTiers || frame is UnreadableFrame && Unreadable.Count >= MaxTiers ? FrameVerdict.TooMany : FrameVerdict.Taken;
    }

    // Everything is about to be sent again, so what no tier needs is let go.
    private FrameComposer Greet(HelloFrame hello)
    {
        var known = Hello?.Lineage ?? "";
        if (hello.Lineage.Length == 0 && known.Length > 0) hello = hello with { Lineage = known };
        var named = Config?.Tiers.Select(tier => tier.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        var greeted = this with { Hello = hello, Load = Load.Clear(), Unreadable = Unreadable.Clear(), Endpoints = Endpoints.RemoveRange(Endpoints.Keys.Where(tier => !named.Contains(tier))) };
        return known.Length == 0 || hello.Lineage == known ? greeted : greeted.WithoutOrders();
    }

    private FrameComposer WithoutOrders() => this with
    {
        Config = Config is null ? null : Config with { Order = default },
        Splits = Splits is null ? null : Splits with { Order = default },
        Keys = Keys is null ? null : Keys with { Order = default },
        Credentials = Credentials is null ? null : Credentials with { Order = default },
        Draining = Draining is null ? null : Draining with { Order = default },
        Replicas = Replicas is null ? null : Replicas with { Order = default },
        Endpoints = Endpoints.ToImmutableSortedDictionary(e => e.Key, e => e.Value with { Order = default }, StringComparer.Ordinal),
    };
}
