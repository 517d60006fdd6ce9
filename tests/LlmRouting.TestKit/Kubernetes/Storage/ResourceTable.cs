using System.Collections.Immutable;

namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>Objects of one kind and the log of their changes. Callers hold the database's lock for writes.</summary>
public sealed class ResourceTable(ResourceType type, int capacity, ulong compactedTo)
{
    private readonly Lock gate = new();
    private readonly List<Change> log = [];
    private TaskCompletionSource grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long dropped;

    public ResourceType Type { get; set; } = type;

    public ImmutableSortedDictionary<ObjectKey, StoredObject> Objects { get; private set; } =
        ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty;

    /// <summary>Watches from before this version are answered 410.</summary>
    public ulong CompactedTo { get; private set; } = compactedTo;

    /// <summary>The resource is gone (its CRD was deleted): watches end.</summary>
    public bool IsRetired { get; private set; }

    public StoredObject? Find(ObjectKey key) => Objects.GetValueOrDefault(key);

    public void Append(ChangeType change, StoredObject stored, StoredObject? previous)
    {
        lock (gate)
        {
            Objects = change == ChangeType.Deleted ? Objects.Remove(stored.Key) : Objects.SetItem(stored.Key, stored);
            log.Add(new Change(change, stored, previous, Objects));
            if (log.Count > capacity) Drop(capacity / 2);
        }
        Wake();
    }

    /// <summary>Replaces stored objects without a new version: what a changed default shows on reads.</summary>
    public void Rewrite(Func<StoredObject, StoredObject> change)
    {
        lock (gate)
            foreach (var (key, item) in Objects)
                if (change(item) is var changed && changed != item) Objects = Objects.SetItem(key, changed);
    }

    public void Compact(ulong version)
    {
        lock (gate)
        {
            Drop(log.Count);
            CompactedTo = version;
        }
        Wake();
    }

    public void Retire()
    {
        IsRetired = true;
        Wake();
    }

    /// <summary>Position in the log of the first change after a version.</summary>
    public long PositionAfter(ulong version)
    {
        lock (gate)
        {
            var (low, high) = (0, log.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (log[middle].Version <= version) low = middle + 1;
                else high = middle;
            }
            return dropped + low;
        }
    }

    /// <summary>Changes from a position on; null when they are no longer kept.</summary>
    public IReadOnlyList<Change>? Read(long position, out Task more)
    {
        lock (gate)
        {
            more = grown.Task;
            if (position < dropped) return null;
            var index = (int)(position - dropped);
            return index >= log.Count ? [] : log.GetRange(index, Math.Min(512, log.Count - index));
        }
    }

    /// <summary>All objects as they were at a version; null when that is no longer known.</summary>
    public ImmutableSortedDictionary<ObjectKey, StoredObject>? At(ulong version)
    {
        lock (gate)
        {
            if (version < CompactedTo) return null;
            var index = (int)(PositionAfter(version) - dropped);
            if (index > 0) return log[index - 1].After;
            return log.Count == 0 || dropped == 0 && CompactedTo == 0 ? BeforeLog() : null;
        }
    }

    private ImmutableSortedDictionary<ObjectKey, StoredObject> BeforeLog() =>
        log.Count == 0 ? Objects : ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty;

    private void Drop(int count)
    {
        if (count == 0) return;
        CompactedTo = log[count - 1].Version;
        log.RemoveRange(0, count);
        dropped += count;
    }

    private void Wake()
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            waiting = grown;
            grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        waiting.TrySetResult();
    }
}
