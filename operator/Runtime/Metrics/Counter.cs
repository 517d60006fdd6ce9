using System.Runtime.CompilerServices;
using System.Text;

namespace LlmRouting.Operator.Runtime.Metrics;

public sealed class Counter(string name, string help, params string[] labels) : Metric<StrongBox<long>>(name, help, "counter", labels)
{
    public void Increment(params ReadOnlySpan<string> values) => Interlocked.Increment(ref Series(values).Value);

    protected override void WriteSeries(StringBuilder text, string labels, StrongBox<long> one) =>
        MetricsText.Sample(text, Name, labels, Interlocked.Read(ref one.Value));
}
