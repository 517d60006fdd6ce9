using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Scaling;

/// <summary>Figures as a tier's status shows them, and a word to the reconciler, at most once a minute a tier, when these are not shown yet.</summary>
public sealed class GaugeBoard(TierLoads loads, Action<ObjectKey> queue, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, long> told = new(StringComparer.Ordinal);
    private HashSet<string> troubled = new(StringComparer.Ordinal);

    /// <summary>Null where too little is known.</summary>
    /// <param name="tier">Tier key.</param>
    public TierGauges? Measure(string tier) =>
        loads.Find(tier) is { Demand: { IsComplete: true } demand, QueueDepth: { IsComplete: true } queueDepth } load
            ? new TierGauges(TierGauges.Bucket(Whole(demand.Known)), TierGauges.Bucket(Whole(queueDepth.Known)), Duration(load.TtftP95))
            : null;

    /// <summary>Why a tier's figures are incomplete for good; null where they are not. Names no more than three servers.</summary>
    public Finding? Trouble(ModelTier tier)
    {
        if (loads.Served(tier.Ref.Key) is not { } served || loads.Silent(served) is not { Count: > 0 } silent) return null;
        var names = string.Join(", ", silent.Take(3)) + (silent.Count > 3 ? ", …" : "");
        return new Finding("MetricsIncomplete", $"{silent.Count} of {served.Servers!.Count(server => !server.Ending)} servers do not answer /metrics ({names}): the tier is not scaled down until they do");
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(cancellation)) TellOnce();
    }

    /// <summary>Not reentrant.</summary>
    public void TellOnce()
    {
        var tiers = loads.Tiers.ToList();
        foreach (var tier in tiers.Where(tier => !(told.TryGetValue(tier.Key, out var at) && time.GetElapsedTime(at) < Between)))
        {
            if (Measure(tier.Key) is not { } gauges || gauges == Shown(tier.Tier)) continue;
            told[tier.Key] = time.GetTimestamp();
            queue(new ObjectKey(tier.Tier.Ref.Namespace, tier.Tier.Metadata.Name));
        }

        var now = tiers.Where(tier => loads.Silent(tier).Count > 0).ToDictionary(tier => tier.Key, StringComparer.Ordinal);
        foreach (var tier in tiers.Where(tier => now.ContainsKey(tier.Key) != troubled.Contains(tier.Key))) queue(new ObjectKey(tier.Tier.Ref.Namespace, tier.Tier.Metadata.Name));
        troubled = [.. now.Keys];
        foreach (var gone in told.Keys.Except(tiers.Select(tier => tier.Key)).ToList()) told.Remove(gone);
    }

    private static TierGauges? Shown(ModelTier tier) => tier.Status?.Demand is { } demand ? new TierGauges(demand, tier.Status.QueueDepth ?? 0, tier.Status.TtftP95) : null;

    private static int Whole(double value) => (int)Math.Min(int.MaxValue, value);

    private static string? Duration(TimeSpan? value) => value is { } known ? GoDuration.Format(TimeSpan.FromMilliseconds(Math.Max(1, TierGauges.Bucket((int)Math.Min(int.MaxValue, known.TotalMilliseconds))))) : null;
}
