using System.Text;

namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>All series of one metric name.</summary>
public abstract class Metric(string name, string help, string type)
{
    public string Name => name;

    public void Write(StringBuilder text)
    {
        var samples = new StringBuilder();
        WriteSamples(samples);
        if (samples.Length == 0) return;
        MetricsText.Head(text, name, help, type);
        text.Append(samples);
    }

    protected abstract void WriteSamples(StringBuilder text);
}
