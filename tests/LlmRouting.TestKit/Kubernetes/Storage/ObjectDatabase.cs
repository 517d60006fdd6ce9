using System.Collections.Concurrent;

namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>Every object, under one counter of versions and one lock, as etcd would have it.</summary>
public sealed class ObjectDatabase(int logCapacity)
{
    private readonly ConcurrentDictionary<string, ResourceTable> tables = new();
    private ulong version = 300;
    private ulong compactedTo;

    /// <summary>Held over read, change and commit of a write.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Version of the newest write of any kind.</summary>
    public ulong Version => Volatile.Read(ref version);

    /// <summary>Called within the lock after every commit.</summary>
    public event Action<Change>? Committed;

    public ICollection<ResourceTable> Tables => tables.Values;

    public ResourceTable Table(ResourceType type) =>
        tables.GetOrAdd(type.StoredAs ?? type.Qualified, _ => new ResourceTable(type, logCapacity, Volatile.Read(ref compactedTo)));

    public ulong NextVersion() => version + 1;

    public void Commit(ChangeType type, StoredObject stored, StoredObject? previous)
    {
        var table = Table(stored.Type);
        version = stored.Version;
        table.Append(type, stored, previous);
        Committed?.Invoke(new Change(type, stored, previous, table.Objects));
        previous?.Compress();
    }

    /// <summary>Forgets history: older watches, exact lists and continue tokens become 410.</summary>
    public void Compact()
    {
        lock (Gate)
        {
            Volatile.Write(ref compactedTo, version);
            foreach (var table in tables.Values) table.Compact(version);
        }
    }

    public void Remove(ResourceType type)
    {
        if (tables.TryRemove(type.StoredAs ?? type.Qualified, out var table)) table.Retire();
    }
}
