using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Which servers of ours may be sent prompts while the operator, who knows their addresses, is away.</summary>
public sealed class Trust(OperatorLink link, EndpointVerifier verifier, TimeProvider time)
{
    /// <summary>From then on only verified servers are used.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(5);

    // Asked early and more than once, so that those that answer at all, if slowly, are not missing in the meantime.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly HashSet<(string, string)> NoOne = [];

    private IReadOnlySet<(string, string)>? verified;
    private IReadOnlySet<(string, string)>? found;
    private RoutingSnapshot? asked;
    private long askedAt;

    /// <summary>Null: all are trusted.</summary>
    public IReadOnlySet<(string Tier, string BaseUrl)>? Verified => Volatile.Read(ref verified);

    /// <summary>Before anything is served of what a disk kept: nobody knows how old it is.</summary>
    public void TrustNobody() => Volatile.Write(ref verified, NoOne);

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
            if (await AskAsync(snapshot, cancellation) is not { } answers) return Set(null);
            found = answers;
        }

        return isOver && !link.State.IsSynced && Set(found);
    }

    /// <summary>Null: the operator is back before they have all answered, and knows better.</summary>
    private async Task<IReadOnlySet<(string, string)>?> AskAsync(RoutingSnapshot snapshot, CancellationToken cancellation)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var answers = verifier.VerifyAsync(snapshot, found ?? NoOne, asking.Token);
        if (await Task.WhenAny(answers, link.WhenSynced) == answers) return await answers;
        await asking.CancelAsync();
        await ((Task)answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    private bool Set(IReadOnlySet<(string, string)>? now)
    {
        var before = verified;
        Volatile.Write(ref verified, now);
        if (now is null) found = null;
        return now is null ? before is not null : before is null || !before.SetEquals(now);
    }
}
