namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Whether the operator can be heard. Thread-safe.</summary>
public sealed class OperatorLink(TimeProvider time)
{
    private readonly Lock gate = new();
    private LinkState state = new(false, time.GetUtcNow(), null, null, false);
    private long? heardAt;

    public LinkState State
    {
        get
        {
            lock (gate) return state;
        }
    }

    /// <summary>How long nothing has been heard; null: never anything since the start.</summary>
    public TimeSpan? Silence
    {
        get
        {
            lock (gate) return heardAt is { } at ? time.GetElapsedTime(at) : null;
        }
    }

    public void Connected(string name)
    {
        lock (gate) state = new LinkState(true, time.GetUtcNow(), name, null, false);
    }

    /// <summary>Any frame arrived.</summary>
    public void Heard()
    {
        lock (gate) heardAt = time.GetTimestamp();
    }

    /// <summary>All slots have been sent over this connection.</summary>
    public void Synced()
    {
        lock (gate) state = state with { IsSynced = true };
    }

    /// <summary>True when this is news: the connection was open, or failed for another reason before.</summary>
    public bool Lost(string fault)
    {
        lock (gate)
        {
            var isNews = state.IsConnected || state.Fault != fault;
            state = new LinkState(false, state.IsConnected ? time.GetUtcNow() : state.Since, state.Operator, fault, false);
            return isNews;
        }
    }
}
