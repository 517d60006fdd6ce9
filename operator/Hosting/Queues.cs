using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Runtime.Queueing;

namespace LlmRouting.Operator.Hosting;

/// <summary>A work queue a kind.</summary>
internal sealed class Queues(TimeProvider time, Random chance, OperatorMetrics metrics) : IDisposable
{
    public WorkQueue Tiers { get; } = new("modeltiers", time, new Random(chance.Next()), metrics);
    public WorkQueue Policies { get; } = new("routingpolicies", time, new Random(chance.Next()), metrics);
    public WorkQueue Rollouts { get; } = new("canaryrollouts", time, new Random(chance.Next()), metrics);

    /// <summary>Tiers again: their replicas, which wait for nothing else of theirs.</summary>
    public WorkQueue Scaling { get; } = new("scaling", time, new Random(chance.Next()), metrics);

    public void Dispose()
    {
        Tiers.Dispose();
        Policies.Dispose();
        Rollouts.Dispose();
        Scaling.Dispose();
    }
}
