using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Which servers of ours may be sent prompts while the operator, who knows their addresses, is away.</summary>
public sealed class Trust(OperatorLink link, EndpointVerifier verifier, TimeProvider time)
{
    /// <summary>From then on only verified servers are used.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(5);

    // Asked early, so that those that answer are not missing in the meantime.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private IReadOnlySet<(string, string)>? verified;
    private IReadOnlySet<(string, string)>? found;
    private RoutingSnapshot? asked;
    private long askedAt;

    /// <summary>Null: all are trusted.</summary>
    public IReadOnlySet<(string Tier, string BaseUrl)>? Verified => Volatile.Read(ref verified);

    /// <summary>Before anything is served of what a disk kept: nobody knows how old it is.</summary>
    public void TrustNobody() => Volatile.Write(ref verified, new HashSet<(string, string)>());

    /// <summary>True when <see cref="Verified"/> is another now.</summary>
    /// <param name="snapshot">With every endpoint that is known.</param>
    public async Task<bool> ReviewAsync(RoutingSnapshot? snapshot, CancellationToken cancellation)
    {
        if (link.State.IsSynced) return Set(null);
        var silence = link.Silence;
        var isOver = verified is not null || silence >= Holds;
        if (snapshot is null || (!isOver && (silence is null || silence < Holds - Early))) return false;
        if (found is null || !ReferenceEquals(asked, snapshot) || time.GetElapsedTime(askedAt) >= Interval)
        {
            (asked, askedAt) = (snapshot, time.GetTimestamp());
            found = await verifier.VerifyAsync(snapshot, cancellation);
        }

        return isOver && !link.State.IsSynced && Set(found);
    }

    private bool Set(IReadOnlySet<(string, string)>? now)
    {
        var before = verified;
        Volatile.Write(ref verified, now);
        if (now is null) found = null;
        return now is null ? before is not null : before is null || !before.SetEquals(now);
    }
}
