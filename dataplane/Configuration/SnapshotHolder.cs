namespace LlmRouting.DataPlane.Configuration;

/// <summary>The one volatile reference between configuration and requests.</summary>
public sealed class SnapshotHolder(RuntimeSnapshot first)
{
    private RuntimeSnapshot current = first;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RuntimeSnapshot Current
    {
        get => Volatile.Read(ref current);
        set
        {
            Volatile.Write(ref current, value);
            Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <summary>Ends when another snapshot is current. Take it before looking at <see cref="Current"/>, so that no change is missed.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;
}
