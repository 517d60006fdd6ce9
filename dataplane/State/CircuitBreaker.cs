using System.Diagnostics.CodeAnalysis;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.State;

/// <summary>S3.8: consecutive failures open it; after a while one probe at a time is let through; enough successes close it, any failure opens it again.</summary>
public sealed class CircuitBreaker(BreakerSnapshot settings, TimeProvider time)
{
    private static readonly TimeSpan ProbeUnderWay = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private BreakerSnapshot settings = settings;
    private BreakerState state;
    private int failures;
    private int probesPassed;
    private bool probing;
    private long openedAt;

    // Rises with every change of state: what a permit of an earlier period reports says nothing about this one.
    private int period;

    public BreakerState State
    {
        get
        {
            lock (gate) return Now();
        }
    }

    /// <summary>Consecutive failures; kept while open, 0 once closed.</summary>
    public int Failures
    {
        get
        {
            lock (gate) return failures;
        }
    }

    /// <summary>How long a refused client should wait: the rest of <see cref="BreakerSnapshot.OpenFor"/>, 1 s while a probe is under way, 0 when closed.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            lock (gate)
            {
                return Now() switch
                {
                    BreakerState.Open => TimeSpan.FromTicks(Math.Max(1, (settings.OpenFor - time.GetElapsedTime(openedAt)).Ticks)),
                    BreakerState.HalfOpen => ProbeUnderWay,
                    _ => TimeSpan.Zero,
                };
            }
        }
    }

    /// <summary>New settings hold from the next report on; state and counts stay.</summary>
    public void Update(BreakerSnapshot changed)
    {
        lock (gate) settings = changed;
    }

    /// <summary>False refuses at once. A permit must be reported on or disposed, or half-open never ends.</summary>
    public bool TryEnter([NotNullWhen(true)] out BreakerPermit? permit)
    {
        lock (gate)
        {
            var current = Now();
            var enters = current == BreakerState.Closed || (current == BreakerState.HalfOpen && !probing);
            if (enters && current == BreakerState.HalfOpen) probing = true;
            permit = enters ? new BreakerPermit(this, period, isProbe: current == BreakerState.HalfOpen) : null;
            return enters;
        }
    }

    internal bool Succeeded(int of)
    {
        lock (gate)
        {
            if (of != period) return false;
            if (Now() == BreakerState.Closed)
            {
                failures = 0;
                return false;
            }
            probing = false;
            if (++probesPassed < settings.SuccessThreshold) return false;
            failures = 0;
            Become(BreakerState.Closed);
            return true;
        }
    }

    internal bool Failed(int of)
    {
        lock (gate)
        {
            if (of != period) return false;
            failures++;
            if (Now() == BreakerState.Closed && failures < settings.ConsecutiveFailures) return false;
            openedAt = time.GetTimestamp();
            Become(BreakerState.Open);
            return true;
        }
    }

    internal void Abandoned(int of)
    {
        lock (gate)
        {
            if (of == period) probing = false;
        }
    }

    private BreakerState Now()
    {
        if (state == BreakerState.Open && time.GetElapsedTime(openedAt) >= settings.OpenFor) Become(BreakerState.HalfOpen);
        return state;
    }

    private void Become(BreakerState next)
    {
        state = next;
        probesPassed = 0;
        probing = false;
        period++;
    }
}
