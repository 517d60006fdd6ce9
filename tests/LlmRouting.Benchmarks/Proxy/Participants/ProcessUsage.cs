using System.Globalization;

namespace LlmRouting.Benchmarks.Proxy.Participants;

/// <summary>What Linux says of a process.</summary>
/// <param name="CpuSeconds">User and system, to 10 ms.</param>
/// <param name="ResidentMiB">Now.</param>
/// <param name="PeakMiB">The most since the start or since <see cref="ForgetPeak"/>.</param>
public readonly record struct ProcessUsage(double CpuSeconds, double ResidentMiB, double PeakMiB)
{
    private const double TicksPerSecond = 100;

    public static ProcessUsage Of(int id)
    {
        var fields = File.ReadAllText($"/proc/{id}/stat").Split(") ")[1].Split(' ');
        var status = File.ReadAllLines($"/proc/{id}/status");
        return new ProcessUsage((Number(fields[11]) + Number(fields[12])) / TicksPerSecond, MiB(status, "VmRSS:"), MiB(status, "VmHWM:"));
    }

    private static double MiB(string[] status, string field) =>
        Number(Array.Find(status, line => line.StartsWith(field, StringComparison.Ordinal))!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]
            .Replace(field, "").Trim()) / 1024;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
