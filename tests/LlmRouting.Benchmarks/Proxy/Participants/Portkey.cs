using System.Diagnostics;
using System.Globalization;

namespace LlmRouting.Benchmarks.Proxy.Participants;

/// <summary>The Portkey gateway from npm, installed once into a temporary folder.</summary>
public static class Portkey
{
    public const string Package = "@portkey-ai/gateway@1.15.2";

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "llm-routing-portkey");

    private static string Program => Path.Combine(Folder, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js");

    public static ChildProcess Start(int port)
    {
        if (!File.Exists(Program)) Install();
        // It reports every connection that a round's end closes.
        return ChildProcess.Start("node", [Program, "--headless", "--port=" + port.ToString(CultureInfo.InvariantCulture)], Folder, quiet: true);
    }

    private static void Install()
    {
        Directory.CreateDirectory(Folder);
        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--prefix", Folder, "--no-audit", "--no-fund", Package]))!;
        npm.WaitForExit();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm could not install {Package}");
    }
}
