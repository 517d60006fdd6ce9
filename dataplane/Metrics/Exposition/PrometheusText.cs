using System.Buffers;
using System.Globalization;
using System.Text;

namespace LlmRouting.DataPlane.Metrics.Exposition;

/// <summary>Lines of Prometheus' text format 0.0.4.</summary>
internal readonly struct PrometheusText(IBufferWriter<byte> output)
{
    public void Head(string name, string help, string type)
    {
        Write($"# HELP {name} {EscapeHelp(help)}\n");
        Write($"# TYPE {name} {type}\n");
    }

    /// <param name="labels">Without the braces; empty for none.</param>
    public void Sample(string name, string labels, double value) =>
        Write(labels.Length == 0 ? $"{name} {Number(value)}\n" : $"{name}{{{labels}}} {Number(value)}\n");

    public static string EscapeLabel(string value) =>
        EscapeHelp(value).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>Never in scientific notation: a boundary is a label, and people type it.</summary>
    public static string Boundary(double value) => ((decimal)value).ToString(CultureInfo.InvariantCulture);

    private static string EscapeHelp(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private void Write(string line) => Encoding.UTF8.GetBytes(line, output);
}
