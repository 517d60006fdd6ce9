using System.Globalization;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Parameters of watches.</summary>
internal static class WatchQuery
{
    public static string Of(WatchOptions options) => QueryText.Of(
        ("watch", "true"),
        ("allowWatchBookmarks", "true"),
        ("labelSelector", options.LabelSelector),
        ("fieldSelector", options.FieldSelector),
        ("resourceVersion", options.ResourceVersion),
        ("sendInitialEvents", options.SendInitialEvents ? "true" : null),
        ("resourceVersionMatch", options.SendInitialEvents ? "NotOlderThan" : null),
        ("timeoutSeconds", options.Timeout is { } timeout ? Math.Max(1, (long)timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null));
}
