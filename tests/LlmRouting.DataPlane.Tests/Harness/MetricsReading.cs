using System.Globalization;

namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>One scrape of /metrics.</summary>
public sealed class MetricsReading(string text)
{
    public string Text => text;

    /// <summary>Sum over the series that have all of these labels; 0 where there is none.</summary>
    public double Value(string name, params (string Name, string Value)[] labels) => text.Split('\n')
        .Where(line => line.Split('{', ' ')[0] == name && Array.TrueForAll(labels, label => line.Contains($"{label.Name}=\"{label.Value}\"", StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>Our own lines of that name, for messages.</summary>
    public string Series(string name) => string.Join('\n', text.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal)));
}
