using LlmRouting.TestKit.Kubernetes.Reading;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Presentation;

/// <summary>How objects are shown: whole, as table rows, or as their metadata.</summary>
public abstract class Presenter
{
    public virtual string ContentType => "application/json";

    /// <summary>One object.</summary>
    public abstract ReadOnlyMemory<byte> Object(StoredObject item, ResourceType type);

    /// <summary>The pieces of a list, in order.</summary>
    public abstract IEnumerable<ReadOnlyMemory<byte>> List(Page page);

    /// <summary>The object of a watch event.</summary>
    public abstract ReadOnlyMemory<byte> Event(StoredObject item, ResourceType type, bool first);

    /// <summary>The object of a BOOKMARK.</summary>
    public abstract ReadOnlyMemory<byte> Bookmark(ResourceType type, ulong version, bool endsInitial, bool first);
}
