using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics;

/// <summary>The process under the names every Prometheus dashboard knows, and what .NET adds to them.</summary>
internal static class ProcessMetrics
{
    public static void Register(Meter meter)
    {
        RegisterProcess(meter);
        meter.CreateObservableCounter("dotnet_gc_collections_total", Collections, null, "Garbage collections by generation.");
        meter.CreateObservableCounter("dotnet_gc_pause_seconds_total", () => GC.GetTotalPauseDuration().TotalSeconds, null, "Time the process stood still for garbage collection.");
        meter.CreateObservableCounter("dotnet_gc_allocated_bytes_total", () => GC.GetTotalAllocatedBytes(), null, "Bytes allocated on the managed heap.");
        meter.CreateObservableGauge("dotnet_gc_heap_size_bytes", () => GC.GetTotalMemory(forceFullCollection: false), null, "Managed heap, garbage included.");
        meter.CreateObservableGauge("dotnet_thread_pool_threads", () => ThreadPool.ThreadCount, null, "Threads of the thread pool.");
        meter.CreateObservableGauge("dotnet_thread_pool_queue_length", () => ThreadPool.PendingWorkItemCount, null, "Work items waiting for a thread.");
    }

    private static void RegisterProcess(Meter meter)
    {
        var start = StartSeconds();
        meter.CreateObservableGauge("process_resident_memory_bytes", () => Environment.WorkingSet, null, "Resident memory.");
        meter.CreateObservableCounter("process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, null, "User and system CPU time.");
        meter.CreateObservableGauge("process_start_time_seconds", () => start, null, "Start of the process in seconds since the Unix epoch.");
    }

    private static double StartSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }

    private static IEnumerable<Measurement<long>> Collections() =>
        Enumerable.Range(0, GC.MaxGeneration + 1).Select(g => new Measurement<long>(GC.CollectionCount(g), new KeyValuePair<string, object?>("generation", Name(g))));

    private static string Name(int generation) => generation switch { 0 => "0", 1 => "1", _ => "2" };
}
