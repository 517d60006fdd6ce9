using System.Diagnostics.CodeAnalysis;
using LlmRouting.Operator.Runtime.Leases;

namespace LlmRouting.Operator.Runtime.Metrics;

public sealed partial class OperatorMetrics
{
    private Counter leaseAttempts;
    private Counter eventWrites;
    private Gauge leader;
    private Gauge leaseTransitions;

    internal void Observe(Election election)
    {
        leader.Observe(() => election.IsLeader ? 1 : 0);
        leaseTransitions.Observe(() => election.LeaseTransitions);
    }

    /// <param name="result">held, refused, failed or standby.</param>
    internal void LeaseAttempt(string result) => leaseAttempts.Increment(result);

    /// <param name="result">created, repeated, suppressed, dropped or failed.</param>
    internal void EventRecorded(string result) => eventWrites.Increment(result);

    [MemberNotNull(nameof(leaseAttempts), nameof(leader), nameof(leaseTransitions), nameof(eventWrites))]
    private void RegisterLease()
    {
        leaseAttempts = Counter("llm_operator_lease_attempts_total", "Attempts to hold the lease by how they ended.", "result");
        leader = Gauge("llm_operator_leader", "1 while this replica may write.");
        leaseTransitions = Gauge("llm_operator_lease_transitions", "Changes of the lease's holder, as last seen.");
        eventWrites = Counter("llm_operator_events_total", "Kubernetes Events by what became of them.", "result");
    }
}
