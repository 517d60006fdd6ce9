namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>vLLM's scheduler in small: so many sequences run, the rest wait in the order they came.</summary>
internal sealed class SequenceQueue(int capacity, Action changed)
{
    private readonly Lock gate = new();
    private readonly LinkedList<(int Sequences, TaskCompletionSource Turn)> line = [];
    private int running, waiting;

    public int Running => Volatile.Read(ref running);

    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Returns when the sequences may run; more than the capacity count as all of it.</summary>
    public async ValueTask EnterAsync(int sequences, CancellationToken cancellation)
    {
        var size = Math.Min(sequences, capacity);
        if (Join(size) is not { } place) return;
        await using (cancellation.Register(() => Abandon(place, cancellation)))
            await place.Value.Turn.Task;
    }

    /// <summary>Once for every <see cref="EnterAsync"/> that returned.</summary>
    public void Leave(int sequences)
    {
        lock (gate)
        {
            running -= Math.Min(sequences, capacity);
            Admit();
        }

        changed();
    }

    private LinkedListNode<(int Sequences, TaskCompletionSource Turn)>? Join(int sequences)
    {
        LinkedListNode<(int, TaskCompletionSource)>? place = null;
        lock (gate)
        {
            if (line.Count == 0 && running + sequences <= capacity)
            {
                running += sequences;
            }
            else
            {
                place = line.AddLast((sequences, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
                waiting += sequences;
            }
        }

        changed();
        return place;
    }

    private void Admit()
    {
        while (line.First is { } first && running + first.Value.Sequences <= capacity)
        {
            line.RemoveFirst();
            waiting -= first.Value.Sequences;
            running += first.Value.Sequences;
            first.Value.Turn.SetResult();
        }
    }

    private void Abandon(LinkedListNode<(int Sequences, TaskCompletionSource Turn)> place, CancellationToken cancellation)
    {
        lock (gate)
        {
            // no list: its turn came first, and it will leave in the usual way
            if (place.List is null) return;
            line.Remove(place);
            waiting -= place.Value.Sequences;
            Admit();
        }

        place.Value.Turn.SetCanceled(cancellation);
        changed();
    }
}
