namespace LlmRouting.Operator.Kubernetes;

/// <summary>Types of a watch's events.</summary>
public enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
    Error,
}
