using System.Diagnostics.CodeAnalysis;
using LlmRouting.Operator.Runtime.Queueing;

namespace LlmRouting.Operator.Runtime.Metrics;

public sealed partial class OperatorMetrics
{
    private Counter queueAdds;
    private Counter queueRetries;
    private Histogram queueWaited;
    private Histogram queueWorked;
    private Gauge queueDepth;
    private Gauge queueWorking;
    private Gauge queueLongest;
    private Counter reconciles;
    private Histogram reconcileSeconds;

    internal QueueMetrics Queue(string name, WorkQueue queue)
    {
        queueDepth.Observe(() => queue.Depth, name);
        queueWorking.Observe(() => queue.Working, name);
        queueLongest.Observe(() => queue.LongestWork.TotalSeconds, name);
        return new QueueMetrics(name, queueAdds, queueRetries, queueWaited, queueWorked);
    }

    /// <param name="result">success, requeue_after, error, timeout or aborted.</param>
    internal void Reconciled(string controller, string result, TimeSpan took)
    {
        reconciles.Increment(controller, result);
        reconcileSeconds.Record(took, controller);
    }

    [MemberNotNull(nameof(queueAdds), nameof(queueRetries), nameof(queueWaited), nameof(queueWorked), nameof(queueDepth), nameof(queueWorking), nameof(queueLongest), nameof(reconciles), nameof(reconcileSeconds))]
    private void RegisterQueues()
    {
        // Names of client-go, so that dashboards for controllers work as they are.
        queueAdds = Counter("workqueue_adds_total", "Keys queued.", "name");
        queueRetries = Counter("workqueue_retries_total", "Keys queued again after a failure.", "name");
        queueWaited = Histogram("workqueue_queue_duration_seconds", "How long keys wait for a worker.", "name");
        queueWorked = Histogram("workqueue_work_duration_seconds", "How long work on a key takes.", "name");
        queueDepth = Gauge("workqueue_depth", "Keys that wait for a worker.", "name");
        queueWorking = Gauge("workqueue_working", "Keys being worked on.", "name");
        queueLongest = Gauge("workqueue_longest_running_processor_seconds", "Age of the oldest unfinished work.", "name");
        reconciles = Counter("llm_operator_reconciles_total", "Reconciles by how they ended.", "controller", "result");
        reconcileSeconds = Histogram("llm_operator_reconcile_duration_seconds", "How long reconciles take.", "controller");
    }
}
