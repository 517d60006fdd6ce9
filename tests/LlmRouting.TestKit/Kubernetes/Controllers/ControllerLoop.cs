using System.Threading.Channels;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Controllers;

/// <summary>Runs what a controller manager would: reacts to committed changes, one after the other, behind the writers' backs.</summary>
public sealed class ControllerLoop : IAsyncDisposable
{
    private readonly Channel<Change> changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private Action<Change>[] reactions;
    private readonly Task running;
    private long pending;

    public ControllerLoop(ObjectDatabase database, params IReadOnlyList<Action<Change>> reactions)
    {
        this.reactions = [.. reactions];
        database.Committed += change =>
        {
            Interlocked.Increment(ref pending);
            changes.Writer.TryWrite(change);
        };
        running = RunAsync();
    }

    /// <summary>Nothing committed so far is still to be reacted to.</summary>
    public bool IsIdle => Interlocked.Read(ref pending) == 0;

    /// <summary>Failures of reactions: mistakes of the double itself.</summary>
    public List<Exception> Failures { get; } = [];

    /// <summary>Another controller, for changes from now on.</summary>
    public void Add(Action<Change> reaction) => Volatile.Write(ref reactions, [.. reactions, reaction]);

    public async ValueTask DisposeAsync()
    {
        changes.Writer.TryComplete();
        await running;
    }

    private async Task RunAsync()
    {
        await foreach (var change in changes.Reader.ReadAllAsync())
        {
            foreach (var reaction in Volatile.Read(ref reactions)) Run(reaction, change);
            Interlocked.Decrement(ref pending);
        }
    }

    private void Run(Action<Change> reaction, Change change)
    {
        try
        {
            reaction(change);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            lock (Failures) Failures.Add(e);
        }
    }
}
