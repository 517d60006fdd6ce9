using LlmRouting.DataPlane.Upstreams;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Sends one attempt through YARP and says how it ended.</summary>
/// <param name="stopping">Cancelled when what is still under way must end.</param>
public sealed class AttemptSender(IHttpForwarder yarp, UpstreamUris uris, TimeProvider time, CancellationToken stopping)
{
    /// <summary>A server that closes a connection as we write to it is heard of within a round trip. Later it has had the request, and may have worked on it.</summary>
    public static readonly TimeSpan KeepAliveRace = TimeSpan.FromSeconds(1);

    // Our own clock knows what an attempt was waiting for; were YARP's beside it, it would sometimes be first and a timeout would look like a reset.
    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = Timeout.InfiniteTimeSpan,
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly AttemptClocks clocks = new(time, stopping);

    /// <summary>A reset on a reused connection before any byte is repeated once on a fresh one: the server had closed it while we wrote, so no attempt was made.</summary>
    public async ValueTask<AttemptResult> SendAsync(ForwardRequest request, Candidate candidate, EndpointState endpoint, BreakerPermit permit, ReadOnlyMemory<byte> body, int number, long visitedAt)
    {
        request.Overhead ??= time.GetElapsedTime(request.StartedAt) - request.Held;
        using var rented = clocks.Rent(candidate.Tier.Snapshot.Timeouts.Total, visitedAt, out var clock);
        if (request.Body.Stream) clock.Arm(FailureKind.FirstTokenTimeout, candidate.Tier.Snapshot.Timeouts.FirstToken);
        else clock.ArmTotal();

        var (http, target, client) = (request.Http, uris.Of(endpoint, request.Body.Dialect), candidate.Tier.Client.Pooled);
        // A client that asks for another protocol would have YARP send a GET.
        http.Request.Headers.Upgrade = default;
        http.Features.Set<IHttpRequestBodyDetectionFeature>(BodyAlreadyRead.Instance);
        while (true)
        {
            var sentAt = time.GetTimestamp();
            var attempt = new Attempt(request, candidate, target, permit, number, clock, time);
            // YARP forwards nothing once a status other than 200 is set, and sets one when an attempt fails.
            http.Response.StatusCode = StatusCodes.Status200OK;
            await yarp.SendAsync(http, attempt.Prefix, new UpstreamInvoker(client, body), Config, attempt, clock.Token);
            var result = attempt.Result ?? attempt.FailedWith(KindOf(http.Features.Get<IForwarderErrorFeature>()?.Exception));
            var isLast = ReferenceEquals(client, candidate.Tier.Client.Fresh);
            request.LastFailure = result.Failure;
            if (isLast || result.Failure != FailureKind.Reset || attempt.Result is not null || attempt.FailedOnItsOwnConnection || time.GetElapsedTime(sentAt) > KeepAliveRace) return result;
            client = candidate.Tier.Client.Fresh;
        }
    }

    /// <summary>What an exception of SocketsHttpHandler means for a request that got no answer.</summary>
    public static FailureKind KindOf(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }) return FailureKind.ConnectFailure;
            // How SocketsHttpHandler reports its ConnectTimeout.
            if (e is OperationCanceledException && e.InnerException is TimeoutException) return FailureKind.ConnectFailure;
            if (e is TimeoutException or OperationCanceledException) return FailureKind.TotalTimeout;
        }

        return FailureKind.Reset;
    }
}
