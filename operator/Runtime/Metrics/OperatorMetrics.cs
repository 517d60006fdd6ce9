using System.Text;
using LlmRouting.Operator.Runtime.Queueing;

namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>What the operator counts about itself. Label values are names of the program's own parts, enums and status codes, never of objects.</summary>
public sealed partial class OperatorMetrics
{
    private readonly List<Metric> all = [];
    private readonly Counter queueAdds;
    private readonly Counter queueRetries;
    private readonly Histogram queueWaited;
    private readonly Histogram queueWorked;
    private readonly Gauge queueDepth;
    private readonly Gauge queueWorking;
    private readonly Gauge queueLongest;
    private readonly Counter reconciles;
    private readonly Histogram reconcileSeconds;

    public OperatorMetrics()
    {
        // Names of client-go, so that dashboards for controllers work as they are.
        queueAdds = Of(new Counter("workqueue_adds_total", "Keys queued.", "name"));
        queueRetries = Of(new Counter("workqueue_retries_total", "Keys queued again after a failure.", "name"));
        queueWaited = Of(new Histogram("workqueue_queue_duration_seconds", "How long keys wait for a worker.", "name"));
        queueWorked = Of(new Histogram("workqueue_work_duration_seconds", "How long work on a key takes.", "name"));
        queueDepth = Of(new Gauge("workqueue_depth", "Keys that wait for a worker.", "name"));
        queueWorking = Of(new Gauge("workqueue_working", "Keys being worked on.", "name"));
        queueLongest = Of(new Gauge("workqueue_longest_running_processor_seconds", "Age of the oldest unfinished work.", "name"));
        reconciles = Of(new Counter("llm_operator_reconciles_total", "Reconciles by how they ended.", "controller", "result"));
        reconcileSeconds = Of(new Histogram("llm_operator_reconcile_duration_seconds", "How long reconciles take.", "controller"));
    }

    /// <summary>The whole exposition, in Prometheus' text format 0.0.4.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        foreach (var metric in all.OrderBy(m => m.Name, StringComparer.Ordinal)) metric.Write(text);
        return text.ToString();
    }

    internal QueueMetrics Queue(string name, WorkQueue queue)
    {
        queueDepth.Observe(() => queue.Depth, name);
        queueWorking.Observe(() => queue.Working, name);
        queueLongest.Observe(() => queue.LongestWork.TotalSeconds, name);
        return new QueueMetrics(name, queueAdds, queueRetries, queueWaited, queueWorked);
    }

    internal void Reconciled(string controller, string result, TimeSpan took)
    {
        reconciles.Increment(controller, result);
        reconcileSeconds.Record(took, controller);
    }

    private T Of<T>(T metric) where T : Metric
    {
        all.Add(metric);
        return metric;
    }
}
