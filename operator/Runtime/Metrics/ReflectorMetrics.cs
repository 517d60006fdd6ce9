using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>What one reflector reports.</summary>
internal sealed class ReflectorMetrics(string resource, Counter lists, Counter watchEnds, Counter events)
{
    public void Listed() => lists.Increment(resource);

    /// <param name="how">ended, silent, expired or failed.</param>
    public void WatchEnded(string how) => watchEnds.Increment(resource, how);

    public void Event(WatchEventType type) => events.Increment(resource, type.ToString());
}
