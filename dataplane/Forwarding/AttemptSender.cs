using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Makes one attempt and says how it ended.</summary>
/// <param name="stopping">Cancelled when what is still under way must end.</param>
public sealed class AttemptSender(UpstreamUris uris, TimeProvider time, CancellationToken stopping)
{
    /// <summary>A server that closes a connection as we write to it is heard of within a round trip. Later it has had the request, and may have worked on it.</summary>
    public static readonly TimeSpan KeepAliveRace = TimeSpan.FromSeconds(1);

    private readonly AttemptClocks clocks = new(time, stopping);

    /// <summary>A reset on a reused connection before any byte is repeated once on a fresh one: the server had closed it while we wrote, so no attempt was made.</summary>
    public async ValueTask<AttemptResult> SendAsync(ForwardRequest request, Candidate candidate, EndpointState endpoint, BreakerPermit permit, ReadOnlyMemory<byte> body, int number, long visitedAt)
    {
        request.Overhead ??= time.GetElapsedTime(request.StartedAt) - request.Held;
        using var rented = clocks.Rent(candidate.Tier.Snapshot.Timeouts.Total, visitedAt, request.Http.RequestAborted, out var clock);
        if (request.Body.Stream) clock.Arm(FailureKind.FirstTokenTimeout, candidate.Tier.Snapshot.Timeouts.FirstToken);
        else clock.ArmTotal();

        var (target, client) = (uris.Of(endpoint, request.Body.Dialect), candidate.Tier.Client.Pooled);
        while (true)
        {
            var sentAt = time.GetTimestamp();
            var attempt = new Attempt(request, candidate, permit, number, clock, time);
            var result = await attempt.RunAsync(client, target, body);
            var isLast = ReferenceEquals(client, candidate.Tier.Client.Fresh);
            request.LastFailure = result.Failure;
            if (isLast || result.Failure != FailureKind.Reset || attempt.IsAnswered || attempt.FailedOnItsOwnConnection || time.GetElapsedTime(sentAt) > KeepAliveRace) return result;
            client = candidate.Tier.Client.Fresh;
        }
    }
}
