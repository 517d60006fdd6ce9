using System.Diagnostics;

namespace LlmRouting.DataPlane.Tests.Metrics;

public class PromtoolTests
{
    [Fact]
    public async Task Promtool_accepts_every_metric()
    {
        using var scrape = Everything.Happened();
        var (exitCode, complaints) = await Check(scrape.Text());
        Assert.True(exitCode == 0, $"promtool ends with {exitCode}: {complaints}");
    }

    [Fact]
    public async Task Promtool_would_refuse_a_counter_whose_name_does_not_end_in_total()
    {
        using var scrape = Everything.Happened();
        var (exitCode, complaints) = await Check(scrape.Text().Replace("decisions untyped", "decisions counter", StringComparison.Ordinal));
        Assert.Equal(3, exitCode);
        Assert.Contains("model_routing_decisions", complaints, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Complaints)> Check(string text)
    {
        var start = new ProcessStartInfo(Find(), ["check", "metrics"]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var promtool = Process.Start(start)!;
        var complaints = Task.WhenAll(promtool.StandardError.ReadToEndAsync(), promtool.StandardOutput.ReadToEndAsync());
        await promtool.StandardInput.WriteAsync(text);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, string.Concat(await complaints));
    }

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        return folders.Select(f => Path.Combine(f, "promtool")).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("promtool is not on PATH: install Debian's prometheus package (apt-get install prometheus)");
    }
}
