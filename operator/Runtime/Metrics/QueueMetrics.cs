namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>What one work queue reports.</summary>
internal sealed class QueueMetrics(string name, Counter adds, Counter retries, Histogram waited, Histogram worked)
{
    public void Added() => adds.Increment(name);

    public void Retried() => retries.Increment(name);

    public void Taken(TimeSpan after) => waited.Record(after, name);

    public void Finished(TimeSpan after) => worked.Record(after, name);
}
