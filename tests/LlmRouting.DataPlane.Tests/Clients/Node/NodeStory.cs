using System.Diagnostics;
using System.Text.Json;

namespace LlmRouting.DataPlane.Tests.Clients.Node;

/// <summary>Runs a script of tests/openai-node against a router; the script's one line of JSON is the result.</summary>
internal static class NodeStory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Scripts = FindScripts();

    public static async Task<JsonElement> RunAsync(ClientRouter router, string name, params string[] arguments)
    {
        using var node = Start(router, [name + ".mjs", .. arguments]);
        var (output, complaints) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        using var late = new CancellationTokenSource(Patience);
        try
        {
            await node.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
        }

        Assert.True(!late.IsCancellationRequested && node.ExitCode == 0, $"{name}.mjs {(late.IsCancellationRequested ? "did not end" : "failed")}: {await complaints}{await output}");
        return JsonDocument.Parse(await output).RootElement;
    }

    private static Process Start(ClientRouter router, string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = Scripts, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OPENAI_BASE_URL"] = router.BaseUrl.ToString();
        start.Environment["OPENAI_API_KEY"] = router.Key;
        foreach (var other in (ReadOnlySpan<string>)["OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_LOG", "NODE_OPTIONS"]) start.Environment.Remove(other);
        return Process.Start(start)!;
    }

    private static string FindScripts()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "LlmRouting.sln"))) directory = directory.Parent;
        var scripts = Path.Combine(directory?.FullName ?? throw new DirectoryNotFoundException("no LlmRouting.sln above the tests"), "tests", "openai-node");
        return Directory.Exists(Path.Combine(scripts, "node_modules", "openai"))
            ? scripts
            : throw new DirectoryNotFoundException("the npm package openai is missing: install Node.js 20 or later with npm, then build the tests again (they run npm ci in tests/openai-node)");
    }
}
