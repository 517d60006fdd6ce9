using System.Diagnostics;
using System.Globalization;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>An operator or a data plane in a process of its own, which can be killed.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process process;
    private bool isStopped;

    private RunningProgram(Process process) => this.process = process;

    /// <param name="assembly">File of the program.</param>
    public static RunningProgram Start(string assembly, IEnumerable<string> arguments, LogCapture log)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new RunningProgram(process);
    }

    public bool HasExited => isStopped || process.HasExited;

    /// <summary>As the kernel does: nothing is given back, nothing is said.</summary>
    public void Kill() => process.Kill();

    /// <summary>SIGTERM, as a kubelet sends it; returns when the program has ended, which must be of its own accord and without a fault.</summary>
    public async Task EndAsync()
    {
        using (var kill = Process.Start("sh", ["-c", "kill -TERM " + process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (isStopped) return;
        isStopped = true;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
