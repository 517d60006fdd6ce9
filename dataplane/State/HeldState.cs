namespace LlmRouting.DataPlane.State;

/// <summary>Requests of one tier that wait for a server to appear; bounded in number and bytes.</summary>
public sealed class HeldState(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly LinkedList<long> since = [];
    private long bytes;

    public int Count
    {
        get
        {
            lock (gate) return since.Count;
        }
    }

    /// <summary>How long the first of them has been waiting; zero without any.</summary>
    public TimeSpan Oldest
    {
        get
        {
            lock (gate) return since.First is { } first ? time.GetElapsedTime(first.Value) : TimeSpan.Zero;
        }
    }

    /// <summary>Null where there is no room; what is returned must be handed to <see cref="Leave"/>.</summary>
    public object? TryEnter(int size, int maxRequests, long maxBytes)
    {
        lock (gate)
        {
            if (since.Count >= maxRequests || bytes + size > maxBytes) return null;
            bytes += size;
            return since.AddLast(time.GetTimestamp());
        }
    }

    public void Leave(object place, int size)
    {
        lock (gate)
        {
            since.Remove((LinkedListNode<long>)place);
            bytes -= size;
        }
    }
}
