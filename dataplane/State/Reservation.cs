using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.State;

/// <summary>Tokens taken from a caller's limits for a request whose real use is known only at its end.</summary>
public sealed class Reservation
{
    /// <summary>Where no limit applies.</summary>
    public static readonly Reservation None = new(null, default, [], 0);

    private readonly (string PolicyUid, string KeyId) caller;
    private readonly IReadOnlyList<RateLimitSnapshot> limits;
    private readonly long tokens;
    private RateLimitState? state;

    internal Reservation(RateLimitState? state, (string PolicyUid, string KeyId) caller, IReadOnlyList<RateLimitSnapshot> limits, long tokens)
    {
        this.state = state;
        this.caller = caller;
        this.limits = limits;
        this.tokens = tokens;
    }

    /// <summary>The limits right after the reservation, for the response headers.</summary>
    public RateLimitStatus Status { get; internal init; }

    /// <summary>Name of the limit that refused; null where none did.</summary>
    public string? RefusedBy { get; internal init; }

    /// <summary>Gives back what was reserved in excess, or charges what was missing, into debt if need be. The first call counts; without one the estimate stays charged.</summary>
    /// <param name="actual">Prompt and completion tokens; 0 for a request that never ran.</param>
    public void Settle(long actual) => Interlocked.Exchange(ref state, null)?.Settle(caller, limits, actual - tokens);
}
