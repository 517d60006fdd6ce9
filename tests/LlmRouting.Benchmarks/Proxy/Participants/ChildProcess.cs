using System.Diagnostics;

namespace LlmRouting.Benchmarks.Proxy.Participants;

/// <summary>A process of ours that ends with us.</summary>
public sealed class ChildProcess : IDisposable
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public ProcessUsage Usage => ProcessUsage.Of(process.Id);

    /// <summary>Continues socket operations on the thread that polls. For what only measures; a proxy runs with .NET's defaults.</summary>
    public static void MakeSocketsCheap() => Environment.SetEnvironmentVariable(InlineCompletions, "1");

    /// <param name="environment">On top of ours.</param>
    public static ChildProcess Dotnet(string assembly, string[] arguments, IReadOnlyDictionary<string, string>? environment = null) => Start("dotnet", [assembly, .. arguments], environment: environment);

    /// <summary>This program under another verb.</summary>
    public static ChildProcess Self(string[] arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Dotnet(Path.Combine(AppContext.BaseDirectory, "LlmRouting.Benchmarks.dll"), arguments, environment);

    /// <param name="quiet">What it complains about is not shown.</param>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string? folder = null, bool quiet = false, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = quiet, WorkingDirectory = folder };
        start.Environment.Remove(InlineCompletions);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        if (quiet) process.BeginErrorReadLine();
        return new ChildProcess(process);
    }

    public Task WaitAsync() => process.WaitForExitAsync();

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
