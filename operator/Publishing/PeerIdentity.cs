using System.Net;
using System.Security.Cryptography;
using System.Text;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Publishing;

/// <summary>
/// Who is asking: TokenReview with our audience, then SubjectAccessReview on the path. An audience alone is no identity, since any pod can have
/// a token made for it. Nor is a right: another installation grants its own data planes the same paths. Good answers hold for ten seconds; everything else is asked again.
/// </summary>
/// <param name="namespace">Of our data planes, which is the operator's own.</param>
public sealed class PeerIdentity(KubernetesClient client, string @namespace, TimeProvider time, ILogger<PeerIdentity> logger, string audience = FrameProtocol.Audience)
{
    /// <summary>How long a good answer holds, counted from the question.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(10);

    /// <summary>How long a token that was found good is asked about before strangers'; a stream's is every five minutes.</summary>
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(10);

    private const int MaxEntries = 2000;
    private static readonly TimeSpan ReviewTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Hashes of tokens that were found good, and when; only good ones come in, so nothing that is made up drives them out.</summary>
    private readonly Dictionary<string, long> known = new(StringComparer.Ordinal);
    private readonly ReviewSlots slots = new();

    /// <summary>What was logged last, while it lasts.</summary>
    private string? fault;

    /// <summary>Of lines about those who were refused: the port is open to everybody.</summary>
    private readonly LogPace refusals = new(time);

    /// <summary>Null: the caller was nobody, and has been answered.</summary>
    /// <param name="verb">get or create, lower-case as RBAC has it.</param>
    /// <param name="path">Non-resource URL.</param>
    public async Task<Peer?> AdmitAsync(HttpContext http, string verb, string path)
    {
        var verdict = await ReviewAsync(http, verb, path);
        if (verdict.Peer is { } peer) return peer;
        if (refusals.Take() is { } withheld) logger.PeerRefused(http.Connection.RemoteIpAddress?.ToString() ?? "?", path, verdict.Status, verdict.Reason, withheld);
        await Answer.WriteAsync(http, verdict.Status, verdict.Reason);
        return null;
    }

    public Task<PeerVerdict> ReviewAsync(HttpContext http, string verb, string path) =>
        ReviewAsync(http.Request.Headers.Authorization, verb, path, http.Connection.RemoteIpAddress, http.RequestAborted);

    /// <param name="authorization">The header's value.</param>
    /// <param name="verb">get or create, lower-case as RBAC has it.</param>
    /// <param name="path">Non-resource URL.</param>
    /// <param name="from">The other end of the connection.</param>
    public async Task<PeerVerdict> ReviewAsync(string? authorization, string verb, string path, IPAddress? from, CancellationToken cancellation)
    {
        const string scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return PeerVerdict.Unauthorized("a bearer token is needed");
        var token = authorization[scheme.Length..].Trim();
        if (TokenClaims.Refuse(token, audience) is { } refusal) return refusal;
        return await Find(token, verb, path, from ?? IPAddress.None).WaitAsync(cancellation);
    }

    /// <summary>The answer that is known or on its way, or a new question.</summary>
    private Task<PeerVerdict> Find(string token, string verb, string path, IPAddress from)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var key = $"{hash} {verb} {path}";
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (entries.TryGetValue(key, out var entry) && entry.IsFresh(time, now)) return entry.Verdict;
            var isKnown = known.TryGetValue(hash, out var found) && time.GetElapsedTime(found, now) < KnownFor;
            if (!slots.TryTake(from, isKnown)) return Task.FromResult(PeerVerdict.Unavailable("too many tokens are being reviewed"));
            if (entries.Count >= MaxEntries) Shrink(now);
            var verdict = Task.Run(() => AskAsync(token, verb, path));
            entries[key] = new Entry(verdict, now);
            verdict.ContinueWith(done => Finished(key, hash, done, () => slots.Release(from, isKnown)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return verdict;
        }
    }

    private void Finished(string key, string hash, Task<PeerVerdict> done, Action release)
    {
        lock (gate)
        {
            release();
            if (done is { IsCompletedSuccessfully: true, Result.Peer: not null }) Remember(hash);
            else if (entries.TryGetValue(key, out var entry) && entry.Verdict == done) entries.Remove(key);
        }
    }

    private void Remember(string hash)
    {
        if (known.Count >= MaxEntries && !known.ContainsKey(hash)) known.Remove(known.MinBy(token => token.Value).Key);
        known[hash] = time.GetTimestamp();
    }

    /// <summary>Lets go of what has ended, and where that is too little of everything answered: it is only a cache, and of good answers only.</summary>
    private void Shrink(long now)
    {
        foreach (var (key, _) in entries.Where(item => !item.Value.IsFresh(time, now)).ToList()) entries.Remove(key);
        if (entries.Count < MaxEntries) return;
        foreach (var (key, _) in entries.Where(item => item.Value.Verdict.IsCompleted).ToList()) entries.Remove(key);
    }

    private async Task<PeerVerdict> AskAsync(string token, string verb, string path)
    {
        try
        {
            using var timeout = new CancellationTokenSource(ReviewTimeout, time);
            var review = await client.ReviewTokenAsync(token, [audience], timeout.Token);
            Volatile.Write(ref fault, null);
            if (!review.Authenticated || review.User is not { } user) return PeerVerdict.Unauthorized("the token is not valid");
            if (!review.Audiences.Contains(audience)) return PeerVerdict.Forbidden($"the token is not for the audience {audience}");
            if (Peer.Of(user) is not { } peer) return PeerVerdict.Forbidden($"{user.Username} is no service account of a pod");
            if (peer.Namespace != @namespace) return PeerVerdict.Forbidden($"{user.Username} is not of namespace {@namespace}, where this operator's data planes are");
            var access = await client.ReviewAccessAsync(user, AccessRequest.ForPath(verb, path), timeout.Token);
            return access.Allowed ? PeerVerdict.Known(peer) : PeerVerdict.Forbidden($"{user.Username} may not {verb} {path}");
        }
        catch (Exception failed)
        {
            // Whatever went wrong, nobody has been vouched for. While the API server is away every data plane asks again and again: one line says so.
            if (Interlocked.Exchange(ref fault, failed.Message) != failed.Message) logger.ReviewFailed(failed.Message);
            return PeerVerdict.Unavailable("the token could not be reviewed");
        }
    }

    private sealed record Entry(Task<PeerVerdict> Verdict, long Asked)
    {
        public bool IsFresh(TimeProvider time, long now) => !Verdict.IsCompleted || time.GetElapsedTime(Asked, now) < GoodFor;
    }
}
