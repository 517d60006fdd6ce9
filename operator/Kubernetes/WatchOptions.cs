namespace LlmRouting.Operator.Kubernetes;

/// <summary>What to watch and from where.</summary>
public sealed record WatchOptions
{
    public string? LabelSelector { get; init; }
    public string? FieldSelector { get; init; }

    /// <summary>Events after this one; null begins with the present objects as Added.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>A watch-list: the present objects as Added, then a bookmark with InitialEventsEnd, then changes.</summary>
    public bool SendInitialEvents { get; init; }

    /// <summary>When the server ends the stream, whole seconds; null lets it choose 30 to 60 minutes.</summary>
    public TimeSpan? Timeout { get; init; }
}
