using System.Threading.Channels;
using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Metrics.Logging;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Keeps the served snapshot equal to what the operator pushes. A frame that cannot be served changes nothing: the last good one of its slot goes on.</summary>
public sealed class OperatorConfiguration : ISnapshotSource
{
    // Frames of one change arrive together; each swap costs a compilation.
    private static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Upkeep = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private readonly SemaphoreSlim applying = new(1);
    private readonly FrameTrial trial;
    private readonly LoadFeed loads = new();
    private readonly RuntimeBuilder builder;
    private readonly StateRegistry states;
    private readonly SimulatedTiers? simulated;
    private readonly FrameStore store;
    private readonly Trust trust;
    private readonly RouterMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<OperatorConfiguration> log;
    private FrameComposer received;
    private ServedFrames served;
    private bool isDiskFaulty;

    public OperatorConfiguration(
        string gateway, FrameStore store, Trust trust, RuntimeBuilder builder, StateRegistry states, SimulatedTiers? simulated, RouterMetrics metrics, TimeProvider time,
        ILogger<OperatorConfiguration> log)
    {
        (this.store, this.trust, this.builder, this.states, this.simulated, this.metrics, this.time, this.log) = (store, trust, builder, states, simulated, metrics, time, log);
        trial = new FrameTrial(BuildAsync);
        Snapshots = new SnapshotHolder(RuntimeSnapshot.NotYet(gateway));
        received = store.Load(out var problems);
        served = new ServedFrames(new FrameComposer(gateway), null, [], null);
        foreach (var problem in problems) log.ConfigProblem(problem);
        if (received.Config is null) return;
        trust.TrustNobody();
        news.Writer.TryWrite(true);
    }

    public SnapshotHolder Snapshots { get; }

    /// <summary>Raised with the gateway's key for request ids before anything is served with it; again with the same, too.</summary>
    public event Action<byte[]>? RequestIdKeyGiven;

    /// <summary>Data planes of the gateway as the operator last counted them, 1 or more.</summary>
    public int Replicas => Math.Max(1, Volatile.Read(ref received).Replicas?.Ready ?? 1);

    /// <summary>Replaced whole whenever it changes.</summary>
    public ServedFrames Served => Volatile.Read(ref served);

    public ConfigurationStatus Status
    {
        get
        {
            var now = Served;
            DateTimeOffset? refusedAt = now.Refused.Count == 0 ? null : now.RefusedAt;
            return new ConfigurationStatus(now.Wire?.Revision ?? "", now.AppliedAt, refusedAt, [.. now.Refused.SelectMany(Lines)]);
        }
    }

    /// <summary>Takes a frame as it arrives; a sentence says why its sender is of no use.</summary>
    public string? Take(Frame frame)
    {
        FrameVerdict verdict;
        lock (gate) received = received.Take(Known(frame), out verdict);
        if (frame is HelloFrame or HeartbeatFrame && verdict == FrameVerdict.Taken) return null;
        news.Writer.TryWrite(true);
        return verdict switch
        {
            FrameVerdict.OtherGateway => $"speaks of gateway '{((HelloFrame)frame).Gateway}'",
            FrameVerdict.TooMany => $"speaks of more than {FrameComposer.MaxTiers} tiers",
            _ => null,
        };
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        // What a disk kept is looked at before it is served, unless the operator is there first.
        await trust.ReviewAsync(received.ComposeHeld(), stopping);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] loops = [ApplyAsync(both.Token), UpkeepAsync(both.Token)];
        await Task.WhenAny(loops);
        await both.CancelAsync();
        await Task.WhenAll(loops);
    }

    private async Task ApplyAsync(CancellationToken stopping)
    {
        while (await news.Reader.WaitToReadAsync(stopping))
        {
            await Task.Delay(Coalesce, time, stopping);
            while (news.Reader.TryRead(out _)) { }
            await ApplyOnceAsync(isForced: false, stopping);
        }
    }

    /// <summary>Once a second: whom to trust, and what to keep.</summary>
    private async Task UpkeepAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Upkeep, time);
        do
        {
            if (await trust.ReviewAsync(Served.Wire, stopping)) await ApplyOnceAsync(isForced: true, stopping);
            Keep();
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    /// <param name="isForced">Whether the same frames may make another snapshot now.</param>
    private async Task ApplyOnceAsync(bool isForced, CancellationToken stopping)
    {
        await applying.WaitAsync(stopping);
        try
        {
            FrameComposer target;
            lock (gate) target = received;
            await ApplyAsync(target, isForced);
            loads.Feed(target, Snapshots.Current);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // A loop that died of it would serve the last snapshot for ever without a word.
            log.ConfigCrashed(e, Served.Wire?.Revision ?? "nothing");
        }
        finally
        {
            applying.Release();
        }
    }

    private async Task ApplyAsync(FrameComposer target, bool isForced)
    {
        var before = Served;
        var composed = target.Hello is { } hello && !ReferenceEquals(hello, before.Composed.Hello) ? before.Composed.Take(hello, out _) : before.Composed;
        var changed = target.Frames.Where(frame => !ReferenceEquals(composed.Find(frame.Slot), frame)).ToArray();
        var still = before.Refused.Where(refused => changed.Contains(refused.Frame)).ToArray();
        changed = [.. changed.Except(still.Select(refused => refused.Frame))];
        if (changed.Length == 0 && !isForced && still.Length == before.Refused.Count)
        {
            if (!ReferenceEquals(composed, before.Composed)) Volatile.Write(ref served, before with { Composed = composed });
            return;
        }

        var result = await trial.AddAsync(composed, changed);
        var refusals = new List<RefusedFrame>([.. still, .. result.Refused]);
        if (result.Built is { } built) Swap(built.Runtime, result.Composed, before);
        Volatile.Write(ref served, new ServedFrames(result.Composed, result.Built?.Wire ?? before.Wire, refusals, result.Built is null ? before.AppliedAt : time.GetUtcNow())
        {
            RefusedAt = result.Refused.Count > 0 ? time.GetUtcNow() : before.RefusedAt,
        });
        Tell(result.Refused);
    }

    // One policy was edited and all have been sent: what was compiled of the others is still good.
    private Frame Known(Frame frame) => frame is ConfigFrame config && received.Config is { } before ? config.Reusing(before) : frame;

    private void Swap(RuntimeSnapshot built, FrameComposer composed, ServedFrames before)
    {
        if (composed.Credentials?.RequestIdKey is { } key) RequestIdKeyGiven?.Invoke(key);
        Snapshots.Current = built;
        states.Prune(built.Wire);
        if (before.Wire is not null && before.Composed.Config?.Revision == composed.Config?.Revision) return;
        metrics.ConfigApplied();
        log.ConfigApplied(built.Wire.Revision, built.Policies.Length, built.Tiers.Length);
    }

    private void Tell(IReadOnlyList<RefusedFrame> refused)
    {
        if (refused.Count == 0) return;
        metrics.ConfigRefused();
        foreach (var problem in refused.SelectMany(Lines)) log.ConfigProblem(problem);
        log.ConfigRefused(ProblemCount.Words(refused.Count), Served.Wire?.Revision ?? "nothing");
    }

    // A configuration that names new tiers is served before their endpoints are known, once anything is served at all.
    private async Task<BuiltFrames?> BuildAsync(FrameComposer composed)
    {
        if ((composed.Compose() ?? (Served.Wire is null ? null : composed.ComposeHeld())) is not { } wire) return null;
        var usable = UsableEndpoints.Of(wire, composed.Draining, trust.Verified);
        return new BuiltFrames(wire, builder.Build(simulated is null ? usable : await simulated.AddEndpointsAsync(usable, CancellationToken.None)));
    }

    private void Keep()
    {
        try
        {
            store.Save(Served.Composed);
            isDiskFaulty = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!isDiskFaulty) log.FramesNotKept(e.Message);
            isDiskFaulty = true;
        }
    }

    private static IEnumerable<string> Lines(RefusedFrame refused) => refused.Refusal.Problems.Select(problem => $"{refused.Frame.Slot}@{refused.Frame.Order}: {problem}");
}
