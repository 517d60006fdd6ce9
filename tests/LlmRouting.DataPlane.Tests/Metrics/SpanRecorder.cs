using System.Collections.Concurrent;
using System.Diagnostics;
using LlmRouting.DataPlane.Metrics.Tracing;

namespace LlmRouting.DataPlane.Tests.Metrics;

/// <summary>Hears every span of the data plane's source while it lives.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> stopped = new();
    private readonly ActivityListener listener;

    public SpanRecorder()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RouterTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public Activity Only(string requestId) => stopped.Single(a => Equals(a.GetTagItem("llm_routing.request_id"), requestId));

    public void Dispose() => listener.Dispose();
}
