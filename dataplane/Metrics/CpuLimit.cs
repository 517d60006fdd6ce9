using System.Globalization;

namespace LlmRouting.DataPlane.Metrics;

/// <summary>How many CPUs the process may use. Environment.ProcessorCount rounds a container's limit up: half a CPU is one to it.</summary>
public static class CpuLimit
{
    private const string Control = "/sys/fs/cgroup/cpu.max";

    private static string known = "";

    /// <summary>Read again every time: a limit may be changed in place.</summary>
    public static double Cores => Of(known = Read(Control, known), Environment.ProcessorCount);

    /// <param name="known">What it said before, for a process that has no file handle left: that must not cost the whole scrape.</param>
    public static string Read(string file, string known)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return known;
        }
    }

    /// <param name="control">cgroup v2: quota and period in microseconds, or "max" where there is no limit; empty where there is no such file.</param>
    /// <param name="processors">Of the machine, at least 1.</param>
    public static double Of(string control, int processors) =>
        control.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var quota, var period]
        && double.TryParse(quota, CultureInfo.InvariantCulture, out var used) && double.TryParse(period, CultureInfo.InvariantCulture, out var of) && used > 0 && of > 0
            ? Math.Min(used / of, processors)
            : processors;
}
