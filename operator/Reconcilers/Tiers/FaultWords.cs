using System.Collections.Concurrent;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>
/// What is told of writes that fail. Many a fault says something else at every try, a time or a port: told each time, every try would be a write of the tier's status, and every
/// write of that is a try at once, whatever the back-off.
/// </summary>
public sealed class FaultWords(TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(ObjectRef Tier, string What), Told> told = new();

    /// <summary>What was told before of the same write, for five minutes, while the tier is not edited.</summary>
    /// <param name="what">The object that was to be written.</param>
    public Finding Of(ModelTier tier, string what, Finding now)
    {
        var generation = tier.Metadata.Generation;
        if (told.TryGetValue((tier.Ref, what), out var before) && before.Generation == generation && before.Finding.Reason == now.Reason && time.GetElapsedTime(before.At) < Validity)
            return before.Finding;
        told[(tier.Ref, what)] = new Told(now, generation, time.GetTimestamp());
        return now;
    }

    /// <summary>A write that did not fail.</summary>
    public void Forget(ObjectRef tier, string what) => told.TryRemove((tier, what), out _);

    /// <summary>For tiers that are gone.</summary>
    public void Forget(ObjectRef tier)
    {
        foreach (var key in told.Keys.Where(key => key.Tier == tier)) told.TryRemove(key, out _);
    }

    private sealed record Told(Finding Finding, long? Generation, long At);
}
