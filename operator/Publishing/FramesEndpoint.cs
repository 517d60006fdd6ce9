using LlmRouting.Contract.Frames;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Publishing;

/// <summary><c>GET /v1/frames/{gateway}</c>: everything, then every change, for as long as the reader stays.</summary>
public sealed class FramesEndpoint(
    GatewayPublishers publishers, PeerIdentity identity, AcknowledgementBook book, FramesOptions options, TimeProvider time, ILogger<FramesEndpoint> logger)
{
    private const string Verb = "get";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        // Streams have no end of their own, and a server that stops waits for them.
        var stopping = endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        endpoints.MapGet($"{FrameProtocol.FramesPath}{{{GatewayName.Parameter}}}", http => ServeAsync(http, stopping));
    }

    private async Task ServeAsync(HttpContext http, CancellationToken stopping)
    {
        if (GatewayName.Of(http) is not { } gateway)
        {
            await Answer.WriteAsync(http, StatusCodes.Status404NotFound, "a gateway's name is a DNS label");
            return;
        }

        if (await identity.AdmitAsync(http, Verb, FrameProtocol.FramesOf(gateway)) is not { } peer) return;
        if (Refuse(http, gateway, out var publisher) is var (status, sentence)) await Answer.WriteAsync(http, status, sentence);
        else await StreamAsync(http, publisher!, peer, stopping);
    }

    private (int Status, string Sentence)? Refuse(HttpContext http, string gateway, out GatewayPublisher? publisher)
    {
        publisher = publishers.Find(gateway);
        if (!options.IsReady()) return (StatusCodes.Status503ServiceUnavailable, "the operator is still reading the cluster");
        if (publisher is null) return (StatusCodes.Status404NotFound, $"the operator's configuration names no gateway {gateway}");
        if (!publisher.IsReady) return (StatusCodes.Status503ServiceUnavailable, $"gateway {gateway} could not be compiled yet");
        var readable = http.Request.Query[FrameProtocol.SchemaParameter].Select(text => int.TryParse(text, out var version) ? version : -1).ToList();
        if (readable.Count == 0 || FrameSchema.Negotiate(readable) is not null) return null;
        return (StatusCodes.Status406NotAcceptable, $"frames are written in schema versions {string.Join(", ", FrameSchema.Writable)}");
    }

    private async Task StreamAsync(HttpContext http, GatewayPublisher publisher, Peer peer, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var connection = book.Connect(publisher.Gateway, peer);
        using var subscription = publisher.Subscribe(peer, new HelloFrame { Gateway = publisher.Gateway, Operator = options.Operator, Lineage = options.Lineage() });
        logger.Subscribed(peer.PodName, $"{peer.Namespace}/{peer.ServiceAccount}", publisher.Gateway);
        var why = "the operator ended it";
        try
        {
            await using var stream = new FrameStream(http, subscription, time);
            why = await stream.RunAsync(options.ReviewEvery, async () => await identity.ReviewAsync(http, Verb, FrameProtocol.FramesOf(publisher.Gateway)), end.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            why = stopping.IsCancellationRequested ? "the operator stops" : "it hung up";
        }

        logger.Unsubscribed(peer.PodName, publisher.Gateway, why);
    }
}
