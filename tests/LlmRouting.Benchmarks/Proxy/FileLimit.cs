using System.Globalization;

namespace LlmRouting.Benchmarks.Proxy;

/// <summary>A proxy holds one or two sockets a stream, and a process may open only so many files.</summary>
public static class FileLimit
{
    // Assemblies, pipes, polls and the pool's spare connections.
    private const int Others = 400;

    /// <summary>As many of the streams as fit; says so where that is fewer.</summary>
    /// <param name="sockets">That a stream takes of a process.</param>
    public static int Fit(int streams, int sockets, TextWriter output)
    {
        var limits = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var hard = limits.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        var most = hard == "unlimited" ? int.MaxValue : (int.Parse(hard, CultureInfo.InvariantCulture) - Others) / sockets;
        if (streams > most) output.WriteLine($"A process may open {hard} files here (ulimit -Hn), so {most} streams instead of {streams}.");
        return Math.Min(streams, most);
    }
}
