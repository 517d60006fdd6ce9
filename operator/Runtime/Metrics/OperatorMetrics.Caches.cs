using System.Diagnostics.CodeAnalysis;

namespace LlmRouting.Operator.Runtime.Metrics;

public sealed partial class OperatorMetrics
{
    private Counter lists;
    private Counter watchEnds;
    private Counter watchEvents;
    private Gauge objects;

    /// <param name="count">Objects in the store now.</param>
    internal ReflectorMetrics Reflector(string resource, Func<int> count)
    {
        objects.Observe(() => count(), resource);
        return new ReflectorMetrics(resource, lists, watchEnds, watchEvents);
    }

    [MemberNotNull(nameof(lists), nameof(watchEnds), nameof(watchEvents), nameof(objects))]
    private void RegisterCaches()
    {
        lists = Counter("llm_operator_lists_total", "Whole lists read from the API server.", "resource");
        watchEnds = Counter("llm_operator_watch_ends_total", "Watches by how they ended.", "resource", "end");
        watchEvents = Counter("llm_operator_watch_events_total", "Events that watches brought.", "resource", "type");
        objects = Gauge("llm_operator_objects", "Objects in the cache.", "resource");
    }
}
