using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LlmRouting.DataPlane.Metrics;

/// <summary>The process under the names every Prometheus dashboard knows, and what .NET adds to them.</summary>
internal static class ProcessMetrics
{
    private static readonly string[] Generations = ["0", "1", "2"];

    public static void Register(Meter meter)
    {
        var start = StartSeconds();
        Gauge(meter, "process_resident_memory_bytes", "Resident memory.", () => Environment.WorkingSet);
        Gauge(meter, "process_start_time_seconds", "Start of the process in seconds since the Unix epoch.", () => start);
        Counter(meter, "process_cpu_seconds_total", "User and system CPU time.", () => Environment.CpuUsage.TotalTime.TotalSeconds);
        Gauge(meter, "llm_router_cpu_limit_cores", "CPUs the process may use: the container's limit, else the machine's.", () => CpuLimit.Cores);
        Counter(meter, "dotnet_gc_pause_seconds_total", "Time spent paused for garbage collection.", () => GC.GetTotalPauseDuration().TotalSeconds);
        Counter(meter, "dotnet_gc_allocated_bytes_total", "Bytes allocated on the managed heap.", () => GC.GetTotalAllocatedBytes());
        Gauge(meter, "dotnet_gc_heap_size_bytes", "Managed heap, garbage included.", () => GC.GetTotalMemory(forceFullCollection: false));
        Gauge(meter, "dotnet_thread_pool_threads", "Threads of the thread pool.", () => ThreadPool.ThreadCount);
        Gauge(meter, "dotnet_thread_pool_queue_length", "Work items waiting for a thread.", () => ThreadPool.PendingWorkItemCount);
        meter.CreateObservableCounter("dotnet_gc_collections_total", Collections, null, "Garbage collections by generation.");
    }

    private static void Gauge(Meter meter, string name, string help, Func<double> read) => meter.CreateObservableGauge(name, read, null, help);

    private static void Counter(Meter meter, string name, string help, Func<double> read) => meter.CreateObservableCounter(name, read, null, help);

    private static double StartSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }

    private static IEnumerable<Measurement<long>> Collections() =>
        Generations.Select((name, g) => new Measurement<long>(GC.CollectionCount(g), new KeyValuePair<string, object?>("generation", name)));
}
