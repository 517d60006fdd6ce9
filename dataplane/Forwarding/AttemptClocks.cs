using System.Collections.Concurrent;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Lends clocks: a timer and the registrations on its token are what an attempt would otherwise leave behind most of.</summary>
/// <param name="stopping">Ends every attempt under way.</param>
public sealed class AttemptClocks(TimeProvider time, CancellationToken stopping)
{
    private const int MaxKept = 1024;

    private readonly ConcurrentQueue<AttemptClock> idle = new();

    /// <param name="total">For all attempts at a tier together.</param>
    /// <param name="started">Timestamp of the tier's first attempt.</param>
    /// <param name="left">The client's leaving ends the attempt as well.</param>
    public Loan Rent(TimeSpan total, long started, CancellationToken left, out AttemptClock clock)
    {
        if (!idle.TryDequeue(out clock!)) clock = new AttemptClock(time, stopping);
        clock.Start(total, started);
        return new Loan(this, clock, clock.EndWhen(left));
    }

    private void Return(AttemptClock clock)
    {
        if (clock.TryReset() && idle.Count < MaxKept) idle.Enqueue(clock);
        else clock.Dispose();
    }

    /// <summary>Disposing gives the clock back, once.</summary>
    public readonly struct Loan(AttemptClocks from, AttemptClock clock, CancellationTokenRegistration left) : IDisposable
    {
        public void Dispose()
        {
            // First, and it waits for a call under way: a clock that is another's by now must not hear of this client.
            left.Dispose();
            from.Return(clock);
        }
    }
}
