using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Runtime.Leases;

/// <summary>The rules of an election, without clock or network. All <c>now</c> are of one clock that never goes back; other replicas' clocks are never compared with it.</summary>
public sealed class Elector(ElectionOptions options)
{
    private LeaseSpec? observed;
    private TimeSpan observedAt;
    private string? version;
    private TimeSpan leadingUntil = TimeSpan.MinValue;

    /// <summary>The Lease as last seen or written; null before that.</summary>
    public LeaseSpec? Observed => observed;

    /// <summary>When our belief ends unless a renewal succeeds.</summary>
    public TimeSpan LeadingUntil => leadingUntil;

    /// <summary>Rises whenever we begin to lead: a belief that ran out and came back is another term.</summary>
    public int Term { get; private set; }

    public bool IsLeader(TimeSpan now) => now < leadingUntil;

    /// <summary>An attempt's first step: a holder that knows the Lease's version renews at once, everybody else reads.</summary>
    public LeaseStep Begin(TimeSpan now, DateTimeOffset wall) =>
        IsLeader(now) && version is not null ? new LeaseStep(Claim(wall), version) : LeaseStep.Read;

    /// <summary>After a read. Null: somebody else holds it.</summary>
    /// <param name="found">Null when there is no Lease.</param>
    public LeaseStep? Saw(LeaseSpec? found, string? foundVersion, TimeSpan now, DateTimeOffset wall)
    {
        version = foundVersion;
        // By its content and not its version: a label put on a Lease is no renewal.
        if (found is not null && found != observed) (observed, observedAt) = (found, now);
        if (IsOthers(observed)) leadingUntil = TimeSpan.MinValue;
        // A deleted Lease is respected for as long as its holder may believe in it.
        return IsOthers(observed) && now < observedAt + Duration(observed!) ? null : new LeaseStep(found is null ? Anew(wall) : Claim(wall), foundVersion);
    }

    /// <summary>A write succeeded.</summary>
    /// <param name="sent">When it was sent: the others' wait cannot have begun before.</param>
    public void Wrote(LeaseSpec spec, string? newVersion, TimeSpan sent, TimeSpan now)
    {
        (observed, observedAt, version) = (spec, now, newVersion);
        var led = IsLeader(now);
        leadingUntil = sent + options.RenewDeadline;
        if (!led && IsLeader(now)) Term++;
    }

    /// <summary>A write was refused, or nobody knows what became of it: the next step is a read.</summary>
    public void Lost() => version = null;

    /// <summary>Ends our belief, and returns what a release writes.</summary>
    public LeaseSpec Release(DateTimeOffset wall)
    {
        leadingUntil = TimeSpan.MinValue;
        return new LeaseSpec
        {
            HolderIdentity = "",
            LeaseDurationSeconds = 1,
            AcquireTime = wall,
            RenewTime = wall,
            LeaseTransitions = observed?.LeaseTransitions ?? 0,
        };
    }

    private LeaseSpec Claim(DateTimeOffset wall)
    {
        var mine = observed?.HolderIdentity == options.Identity;
        var transitions = observed?.LeaseTransitions ?? 0;
        return Spec(mine ? observed!.AcquireTime ?? wall : wall, wall, mine ? transitions : transitions + 1);
    }

    // Frames are ordered by the transitions, so a Lease that was deleted must not begin at 0 again.
    private LeaseSpec Anew(DateTimeOffset wall) => Spec(wall, wall, observed is null ? 0 : (observed.LeaseTransitions ?? 0) + 1);

    private LeaseSpec Spec(DateTimeOffset acquired, DateTimeOffset renewed, int transitions) => new()
    {
        HolderIdentity = options.Identity,
        LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
        AcquireTime = acquired,
        RenewTime = renewed,
        LeaseTransitions = transitions,
    };

    private bool IsOthers(LeaseSpec? lease) => lease?.HolderIdentity is { Length: > 0 } holder && holder != options.Identity;

    private TimeSpan Duration(LeaseSpec lease) => lease.LeaseDurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.LeaseDuration;
}
