namespace LlmRouting.Operator.Kubernetes;

/// <summary>One event of a watch.</summary>
/// <param name="Object">Null for bookmarks and errors.</param>
/// <param name="ResourceVersion">From where another watch goes on; null for errors.</param>
/// <param name="InitialEventsEnd">The bookmark behind the objects that were there at the start.</param>
/// <param name="Error">Only for errors; the server ends the stream behind it.</param>
public sealed record WatchEvent<T>(WatchEventType Type, T? Object, string? ResourceVersion, bool InitialEventsEnd = false, KubernetesException? Error = null);
