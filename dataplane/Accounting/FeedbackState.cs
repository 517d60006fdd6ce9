using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Accounting;

/// <summary>Takes one vote a request id, from the key that made the request, for 7 days. Memory of votes is this process's own and bounded.</summary>
/// <param name="maxVotes">Votes remembered; when it is full the oldest hours are closed to further votes rather than opened to second ones.</param>
public sealed class FeedbackState(RequestIdCodec codec, TimeProvider time, int maxVotes = 500_000)
{
    /// <summary>How long a request can be voted on.</summary>
    public static readonly TimeSpan Open = TimeSpan.FromDays(7);

    /// <summary>How far ahead another replica's clock may be.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly Refusal NotFound = new(404, "invalid_request_error", "request_not_found", "No request of this key has that id.", "request_id");
    private static readonly Refusal TooOld = new(410, "invalid_request_error", "request_too_old", "That request can no longer be rated.", "request_id");
    private static readonly Refusal Again = new(409, "invalid_request_error", "already_rated", "That request has been rated.", "request_id");

    private static readonly Refusal Full =
        new(503, "api_error", "overloaded", "Too many ratings this hour. Try again later.") { RetryAfter = TimeSpan.FromMinutes(1) };

    private readonly Lock gate = new();
    private readonly SortedDictionary<long, HashSet<ulong>> byHour = [];
    private long closedBefore = long.MinValue;
    private int votes;

    /// <summary>Votes remembered now.</summary>
    public int Count
    {
        get
        {
            lock (gate) return votes;
        }
    }

    /// <summary>Null takes the vote, once.</summary>
    /// <param name="keyId">Id of the caller's key.</param>
    /// <param name="rating">1 (worst) to 5; 2 and below is a thumb down (S4.9).</param>
    /// <param name="claims">What the request was, for the metrics.</param>
    public Refusal? Vote(string keyId, string? requestId, int rating, out RequestIdClaims claims)
    {
        var known = codec.TryRead(requestId, out claims);
        if (rating is < 1 or > 5) return Refusal.Invalid("invalid_value", "rating must be a whole number from 1 to 5.", "rating");
        if (!known || claims.KeyId != RequestIdCodec.Shorten(keyId)) return NotFound;
        var now = time.GetUtcNow();
        if (claims.At > now + Skew) return NotFound;
        return now - claims.At > Open ? TooOld : Remember(Hour(claims.At), claims.Tag, now);
    }

    private Refusal? Remember(long hour, ulong tag, DateTimeOffset now)
    {
        lock (gate)
        {
            // An hour that is over for its oldest request only is kept until it is over for all.
            while (byHour.Count > 0 && byHour.First() is var oldest && oldest.Key < Hour(now - Open)) Forget(oldest.Key);
            if (hour < closedBefore) return TooOld;
            if (byHour.TryGetValue(hour, out var seen) && seen.Contains(tag)) return Again;
            if (votes >= maxVotes && !MakeRoom(hour)) return Full;
            if (seen is null) byHour.Add(hour, seen = []);
            seen.Add(tag);
            votes++;
            return null;
        }
    }

    private bool MakeRoom(long hour)
    {
        var oldest = byHour.First().Key;
        if (oldest >= hour) return false;
        closedBefore = oldest + 1;
        Forget(oldest);
        return true;
    }

    private void Forget(long hour)
    {
        votes -= byHour[hour].Count;
        byHour.Remove(hour);
    }

    private static long Hour(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;
}
