using System.Collections.Immutable;
using System.Globalization;

namespace LlmRouting.Operator.Runtime.Caches;

/// <summary>The objects of one kind as reflectors last saw them. Reading takes no lock.</summary>
/// <param name="ownerOf">The name of whose an object is, in its own namespace, for <see cref="Of"/>; null where nobody's.</param>
public sealed class ObjectStore<T>(Func<T, string?> ownerOf) where T : class
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StoreState<T> state = StoreState<T>.Empty;
    private int unsynced;

    /// <summary>Objects that are nobody's.</summary>
    public ObjectStore() : this(_ => null) { }

    /// <summary>Called for every key that was added, changed or removed, after <see cref="State"/> shows it. Must not block.</summary>
    public event Action<ObjectKey>? Changed;

    /// <summary>Objects and resourceVersion that belong together.</summary>
    public StoreState<T> State => state;

    /// <summary>Completes once every reflector of the store has listed its objects.</summary>
    public Task Synced => synced.Task;

    /// <summary>The newest resourceVersion that the API server has told, bookmarks included; null before the first list.</summary>
    public ulong? NewestResourceVersion => state.ResourceVersion;

    public IEnumerable<StoredObject<T>> All => state.Objects.Values;

    public StoredObject<T>? Find(ObjectKey key) => state.Objects.GetValueOrDefault(key);

    /// <summary>The objects of one owner, in no order. As quick with a thousand owners as with one.</summary>
    public IReadOnlyList<StoredObject<T>> Of(ObjectKey owner) => state.Owned.GetValueOrDefault(owner, []);

    /// <summary>One more reflector must list before the store is synced.</summary>
    internal void AddSource() => Interlocked.Increment(ref unsynced);

    internal void SourceSynced()
    {
        if (Interlocked.Decrement(ref unsynced) == 0) synced.TrySetResult();
    }

    /// <param name="ns">The namespace that was listed, whose other objects are gone; null for all.</param>
    internal void Replace(string? ns, IReadOnlyList<StoredObject<T>> objects, string resourceVersion)
    {
        List<ObjectKey> changed = [];
        lock (gate)
        {
            var next = state;
            var listed = objects.Select(o => o.Key).ToHashSet();
            changed.AddRange(next.Objects.Keys.Where(k => (ns is null || k.Namespace == ns) && !listed.Contains(k)));
            foreach (var gone in changed) next = next.Without(gone, ownerOf);
            foreach (var one in objects.Where(o => !Same(state.Objects.GetValueOrDefault(o.Key), o)))
            {
                next = next.With(one, ownerOf);
                changed.Add(one.Key);
            }

            state = next with { ResourceVersion = Newer(resourceVersion) };
        }

        foreach (var key in changed) Changed?.Invoke(key);
    }

    internal void Put(StoredObject<T> one, string? resourceVersion)
    {
        lock (gate) state = state.With(one, ownerOf) with { ResourceVersion = Newer(resourceVersion) };
        Changed?.Invoke(one.Key);
    }

    internal void Remove(ObjectKey key, string? resourceVersion)
    {
        lock (gate) state = state.Without(key, ownerOf) with { ResourceVersion = Newer(resourceVersion) };
        Changed?.Invoke(key);
    }

    internal void Bookmark(string? resourceVersion)
    {
        lock (gate) state = state with { ResourceVersion = Newer(resourceVersion) };
    }

    private static bool Same(StoredObject<T>? before, StoredObject<T> now) =>
        before is not null && before.Uid == now.Uid && before.ResourceVersion == now.ResourceVersion;

    // Never backwards, not even when etcd was restored: who orders by it must not see an older number.
    private ulong? Newer(string? resourceVersion) =>
        ulong.TryParse(resourceVersion, CultureInfo.InvariantCulture, out var told) && !(told <= state.ResourceVersion) ? told : state.ResourceVersion;
}
