using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>
/// What the data planes of each gateway say they serve. Kept by the token's pod UID. A pod counts while it reads frames here or reports, and is
/// forgotten <paramref name="grace"/> after both have ended.
/// </summary>
/// <param name="grace">Some report intervals.</param>
public sealed class AcknowledgementBook(TimeProvider time, TimeSpan grace)
{
    /// <summary>Three times the interval at which a data plane says that it is there.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(30);

    /// <summary>Pods of one gateway; of more, those unheard for longest go.</summary>
    private const int MaxPods = 2000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Gateway, string PodUid), ReporterState> pods = [];

    /// <summary>Raised with the gateway when an answer below may be another than before; never under a lock.</summary>
    public event Action<string>? Changed;

    /// <summary>A pod reads frames until what is returned is disposed.</summary>
    public IDisposable Connect(string gateway, Peer peer)
    {
        lock (gate) Of(gateway, peer).Connections++;
        Changed?.Invoke(gateway);
        return new Connection(() => Disconnect(gateway, peer));
    }

    /// <summary>Takes a report. One that is late, repeated or of an earlier process changes nothing.</summary>
    /// <param name="term">leaseTransitions; in another term everything is asked for again.</param>
    /// <param name="isNews">Whether it was taken.</param>
    public ReportAnswer Take(string gateway, Peer peer, Report report, int term, out bool isNews)
    {
        ReportAnswer answer;
        lock (gate)
        {
            var state = Of(gateway, peer);
            isNews = state.Apply(report, term);
            answer = new ReportAnswer(SendAll: !state.IsWhole);
        }

        if (isNews) Changed?.Invoke(gateway);
        return answer;
    }

    /// <summary>How many serve a policy as it is.</summary>
    public GatewayReadiness Count(PolicyServing serving) => Count(serving.Gateway, state =>
        state.ConfigRevision == serving.ConfigRevision || state.Order(new FrameSlot(FrameKind.Config)) >= serving.Since);

    /// <summary>How many serve a slot at an order or a later one.</summary>
    public GatewayReadiness Count(string gateway, FrameSlot slot, FrameOrder order) => Count(gateway, state => state.Order(slot) >= order);

    /// <summary>How far the gateway is with a draining frame.</summary>
    /// <param name="tier">Tier key.</param>
    /// <param name="baseUrl">Null: all of the tier's.</param>
    /// <param name="order">Of the frame that said so.</param>
    public DrainProgress Drain(string gateway, string tier, string? baseUrl, FrameOrder order)
    {
        lock (gate)
        {
            var living = Living(gateway).ToList();
            // A pod that was told by another replica, at an order of that one's, says so by naming the tier.
            var answered = living.Where(state => state.Order(new FrameSlot(FrameKind.Draining)) >= order || state.Draining.Any(end => end.Tier == tier)).ToList();
            var open = answered.SelectMany(state => state.Draining).Where(end => end.Tier == tier && (baseUrl is null || end.BaseUrl is null || end.BaseUrl == baseUrl));
            return new DrainProgress(living.Count - answered.Count, open.Sum(end => Math.Max(0, end.InFlight)));
        }
    }

    /// <summary>Frames that are not served, by pod.</summary>
    public IReadOnlyList<PodRefusal> Refusals(string gateway)
    {
        lock (gate) return [.. Living(gateway).SelectMany(state => state.Refused.Select(refusal => new PodRefusal(state.Peer, refusal)))];
    }

    /// <summary>Lets go of pods that have been silent for too long; to be called every few seconds.</summary>
    public void Sweep()
    {
        List<string> changed;
        lock (gate)
        {
            var silent = pods.Where(pod => !IsLiving(pod.Value)).Select(pod => pod.Key).ToList();
            foreach (var key in silent) pods.Remove(key);
            changed = [.. silent.Select(key => key.Gateway).Distinct()];
        }

        foreach (var gateway in changed) Changed?.Invoke(gateway);
    }

    private GatewayReadiness Count(string gateway, Func<ReporterState, bool> serves)
    {
        lock (gate)
        {
            var living = Living(gateway).ToList();
            return new GatewayReadiness(living.Count, living.Count(serves));
        }
    }

    private IEnumerable<ReporterState> Living(string gateway) => pods.Where(pod => pod.Key.Gateway == gateway).Select(pod => pod.Value).Where(IsLiving);

    private bool IsLiving(ReporterState state) => state.Connections > 0 || time.GetElapsedTime(state.Heard) < grace;

    private ReporterState Of(string gateway, Peer peer)
    {
        if (!pods.TryGetValue((gateway, peer.PodUid), out var state))
        {
            MakeRoom(gateway);
            state = pods[(gateway, peer.PodUid)] = new ReporterState(peer);
        }

        state.Heard = time.GetTimestamp();
        return state;
    }

    private void MakeRoom(string gateway)
    {
        var own = pods.Where(pod => pod.Key.Gateway == gateway && pod.Value.Connections == 0).ToList();
        if (own.Count >= MaxPods) pods.Remove(own.MinBy(pod => pod.Value.Heard).Key);
    }

    private void Disconnect(string gateway, Peer peer)
    {
        lock (gate)
        {
            var state = Of(gateway, peer);
            state.Connections = Math.Max(0, state.Connections - 1);
        }

        Changed?.Invoke(gateway);
    }

    private sealed class Connection(Action end) : IDisposable
    {
        private Action? end = end;

        public void Dispose() => Interlocked.Exchange(ref end, null)?.Invoke();
    }
}
