namespace LlmRouting.Operator.Runtime.Caches;

/// <summary>What a reflector follows, and how patiently.</summary>
public sealed record ReflectorOptions
{
    /// <summary>Null for every namespace, or a cluster-scoped kind.</summary>
    public string? Namespace { get; init; }
    public string? LabelSelector { get; init; }
    public string? FieldSelector { get; init; }

    /// <summary>A watch that brings nothing for so long is opened anew. Bookmarks come about once a minute where anything happens.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>After so many silent watches in a row the objects are listed, since a watch from a version that etcd has forgotten in a restore is silent for ever.</summary>
    public int SilentWatches { get; init; } = 10;

    /// <summary>A watch lasts this long to twice as long, so that those of many clients do not end together. client-go's figure.</summary>
    public TimeSpan WatchFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Waits between tries while the API server is away: 100 ms to 5 s, since after an outage every second counts.</summary>
    public Backoff Backoff { get; init; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));
}
