namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Whether the operator can be heard. Thread-safe.</summary>
public sealed class OperatorLink(TimeProvider time)
{
    private readonly Lock gate = new();
    private LinkState state = new(false, time.GetUtcNow(), null, null, false);
    private TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
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

    /// <summary>Ends when all slots have been sent over the connection there is, or the next one.</summary>
    public Task WhenSynced
    {
        get
        {
            lock (gate) return synced.Task;
        }
    }

    public void Connected(string name)
    {
        lock (gate) Become(new LinkState(true, time.GetUtcNow(), name, null, false));
    }

    /// <summary>Any frame arrived.</summary>
    public void Heard()
    {
        lock (gate) heardAt = time.GetTimestamp();
    }

    /// <summary>All slots have been sent over this connection.</summary>
    public void Synced()
    {
        lock (gate) Become(state with { IsSynced = true });
    }

    /// <summary>True when this is news: the connection was open, or failed for another reason before.</summary>
    public bool Lost(string fault)
    {
        lock (gate)
        {
            var isNews = state.IsConnected || state.Fault != fault;
            Become(new LinkState(false, state.IsConnected ? time.GetUtcNow() : state.Since, state.Operator, fault, false));
            return isNews;
        }
    }

    private void Become(LinkState next)
    {
        state = next;
        if (next.IsSynced) synced.TrySetResult();
        else if (synced.Task.IsCompleted) synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
