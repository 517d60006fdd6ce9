using System.Text;

namespace LlmRouting.DataPlane.Tests.Metrics;

/// <summary>Reads the text format as Prometheus does, as far as the tests need it.</summary>
internal static class TextFormat
{
    /// <summary>The value of the one label of the one sample.</summary>
    public static string OnlyLabel(string text)
    {
        var sample = text[(text.IndexOf('\n', text.IndexOf("# TYPE", StringComparison.Ordinal)) + 1)..];
        var value = new StringBuilder();
        var i = sample.IndexOf('"', StringComparison.Ordinal) + 1;
        while (sample[i] != '"')
        {
            if (sample[i] == '\\') value.Append(sample[++i] == 'n' ? '\n' : sample[i]);
            else value.Append(sample[i]);
            i++;
        }

        Assert.Equal("\"} 1\n", sample[i..]);
        return value.ToString();
    }
}
