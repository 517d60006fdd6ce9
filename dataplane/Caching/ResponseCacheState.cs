using System.Diagnostics.CodeAnalysis;

namespace LlmRouting.DataPlane.Caching;

/// <summary>Answers by exact request, bounded in bytes; the least recently used go first. Thread-safe.</summary>
/// <param name="maxBytes">Of all entries with what it costs to hold them; 64 MiB.</param>
public sealed class ResponseCacheState(TimeProvider time, long maxBytes = 64 << 20)
{
    /// <summary>The largest answer kept, bytes of its body.</summary>
    public const int MaxEntryBytes = 1 << 20;

    /// <summary>Roughly what an entry takes besides its body: dictionary slot, list node, objects.</summary>
    private const int Overhead = 320;

    private readonly Lock gate = new();
    private readonly Dictionary<CacheKey, LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> byUse = [];
    private long bytes;

    /// <summary>Bytes held, overhead included.</summary>
    public long Bytes
    {
        get
        {
            lock (gate) return bytes;
        }
    }

    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    /// <summary>The answer of the last <see cref="Set"/>, unless its time is over.</summary>
    public bool TryGet(in CacheKey key, [NotNullWhen(true)] out CachedResponse? response)
    {
        lock (gate)
        {
            response = null;
            if (!entries.TryGetValue(key, out var node)) return false;
            if (time.GetElapsedTime(node.Value.At) >= node.Value.Ttl)
            {
                Remove(node);
                return false;
            }
            byUse.Remove(node);
            byUse.AddFirst(node);
            response = node.Value.Response;
            return true;
        }
    }

    /// <summary>False where the answer is above <see cref="MaxEntryBytes"/> or the whole cache.</summary>
    public bool Set(in CacheKey key, CachedResponse response, TimeSpan ttl)
    {
        var entry = new Entry(key, response, time.GetTimestamp(), ttl);
        if (response.Body.Length > MaxEntryBytes || entry.Size > maxBytes || ttl <= TimeSpan.Zero) return false;
        lock (gate)
        {
            if (entries.TryGetValue(key, out var old)) Remove(old);
            entries[key] = byUse.AddFirst(entry);
            bytes += entry.Size;
            while (bytes > maxBytes) Remove(byUse.Last!);
        }
        return true;
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        byUse.Remove(node);
        entries.Remove(node.Value.Key);
        bytes -= node.Value.Size;
    }

    private sealed record Entry(CacheKey Key, CachedResponse Response, long At, TimeSpan Ttl)
    {
        public long Size => Response.Body.Length + Overhead;
    }
}
