using System.Diagnostics;

namespace LlmRouting.Operator.Tests.Chart;

/// <summary>A program that judges what we ship.</summary>
internal static class Tool
{
    /// <param name="package">Debian's package that has it.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, string package, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(name, package), arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var tool = Process.Start(start)!;
        var output = Task.WhenAll(tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.WaitForExitAsync();
        return (tool.ExitCode, string.Concat(await output));
    }

    private static string Find(string name, string package)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{name} is not on PATH: install Debian's package (apt-get install {package})");
    }
}
