using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>The same Event as core/v1 and as events.k8s.io/v1.</summary>
public static class EventConversion
{
    private static readonly (string Core, string Events)[] Names =
    [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ];

    public static JsonObject To(string groupVersion, JsonObject value)
    {
        if ((string?)value["apiVersion"] == groupVersion) return value;
        foreach (var (core, events) in Names)
        {
            var (from, to) = groupVersion == "v1" ? (events, core) : (core, events);
            if (!value.TryGetPropertyValue(from, out var member)) continue;
            value.Remove(from);
            value[to] = member;
        }
        value["apiVersion"] = groupVersion;
        if (groupVersion == "v1") Complete(value);
        else foreach (var name in new[] { "reportingInstance", "reportingController" })
            if ((string?)value[name] is "") value.Remove(name);
        return value;
    }

    /// <summary>What core Events write even when it is empty.</summary>
    public static void Complete(JsonObject value)
    {
        foreach (var name in new[] { "source", "involvedObject" }) value[name] ??= new JsonObject();
        foreach (var name in new[] { "firstTimestamp", "lastTimestamp", "eventTime" }) value.TryAdd(name, null);
        value["reportingComponent"] ??= "";
        value["reportingInstance"] ??= "";
    }
}
