using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Runs a credential plugin.</summary>
internal sealed class ExecRun(ExecPlugin plugin, KubernetesConnection connection, TimeProvider time)
{
    private const int LongestComplaint = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="KubeconfigException">It is missing, fails, or prints something else.</exception>
    public async Task<Credential> ObtainAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return ExecCredential.Read(await OutputAsync(either.Token), plugin);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new KubeconfigException($"{plugin.Command} gave no credential within {Limit.TotalSeconds:0} s", e);
        }
    }

    private async Task<string> OutputAsync(CancellationToken cancellation)
    {
        using var process = Start();
        try
        {
            process.StandardInput.Close();
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? output : throw new KubeconfigException($"{plugin.Command} ended with {process.ExitCode}: {Short(await complaint)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start()
    {
        try
        {
            return Process.Start(StartInfo()) ?? throw new KubeconfigException($"{plugin.Command} does not start");
        }
        catch (Win32Exception e)
        {
            throw new KubeconfigException($"the credential plugin {plugin.Command} does not start: {e.Message}. {plugin.InstallHint}".TrimEnd(), e);
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo(plugin.Command, plugin.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in plugin.Environment) info.Environment[name] = value;
        info.Environment["KUBERNETES_EXEC_INFO"] = ExecCredential.Request(plugin, connection);
        return info;
    }

    private static string Short(string text) => text.Trim() is { Length: > LongestComplaint } @long ? @long[..LongestComplaint] : text.Trim();
}
