using System.Collections.ObjectModel;
using LlmRouting.DataPlane.Simulation.Engine;

namespace LlmRouting.DataPlane.Simulation;

/// <summary>What a simulated server has seen. Every <see cref="Received"/> request ends as exactly one of the four outcomes.</summary>
public sealed class SimulatorState
{
    private readonly SequenceQueue queue;
    private long received, completed, cancelled, refused, faulted, images;
    private TaskCompletionSource? changed;
    private volatile ReceivedRequest? lastRequest;
    private long lastCancelledTicks;

    internal SimulatorState(int maxNumSeqs) => queue = new SequenceQueue(maxNumSeqs, Changed);

    /// <summary>Requests to /v1/… that generate, counted when their body has arrived.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>Answered to the last byte.</summary>
    public long Completed => Volatile.Read(ref completed);

    /// <summary>The client left before the end.</summary>
    public long Cancelled => Volatile.Read(ref cancelled);

    /// <summary>Answered with vLLM's own 4xx.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Ended by a fault.</summary>
    public long Faulted => Volatile.Read(ref faulted);

    /// <summary>Image parts in all requests together.</summary>
    public long Images => Volatile.Read(ref images);

    /// <summary>Sequences generating now; a request with n choices is n sequences.</summary>
    public int Running => queue.Running;

    /// <summary>Sequences waiting for a place now.</summary>
    public int Waiting => queue.Waiting;

    /// <summary>By the simulator's clock; null before the first.</summary>
    public DateTimeOffset? LastCancelledAt =>
        Volatile.Read(ref lastCancelledTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Null before the first, or where <see cref="SimulatorOptions.Capture"/> is off.</summary>
    public ReceivedRequest? LastRequest => lastRequest;

    internal SequenceQueue Queue => queue;

    /// <summary>Returns once the condition holds; it is looked at after every change.</summary>
    public async Task WaitUntilAsync(Func<SimulatorState, bool> condition, CancellationToken cancellation = default)
    {
        while (true)
        {
            var next = NextChange();
            if (condition(this)) return;
            await next.WaitAsync(cancellation);
        }
    }

    internal void Receive(HttpRequest request, ReadOnlyMemory<byte> body, bool capture)
    {
        if (capture) lastRequest = new ReceivedRequest(request.Path.Value!, body.ToArray(), Copy(request.Headers));
        Count(ref received);
    }

    internal void Complete() => Count(ref completed);

    internal void Refuse() => Count(ref refused);

    internal void Fail() => Count(ref faulted);

    internal void SeeImages(int count) => Interlocked.Add(ref images, count);

    internal void Cancel(DateTimeOffset at)
    {
        Volatile.Write(ref lastCancelledTicks, at.UtcTicks);
        Count(ref cancelled);
    }

    private static ReadOnlyDictionary<string, string> Copy(IHeaderDictionary headers) =>
        headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase).AsReadOnly();

    private void Count(ref long counter)
    {
        Interlocked.Increment(ref counter);
        Changed();
    }

    private void Changed() => Interlocked.Exchange(ref changed, null)?.TrySetResult();

    private Task NextChange()
    {
        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref changed, fresh, null) ?? fresh).Task;
    }
}
