using System.Text.Json;
using LlmRouting.Contract.Frames;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Publishing;

/// <summary><c>POST /v1/reports/{gateway}</c>: what data planes serve, hold and count. Only the holder of the Lease takes reports; the others send on to it.</summary>
/// <param name="isLeader">Whether this replica holds the Lease.</param>
/// <param name="holder">The Lease's holder as <see cref="HolderIdentity"/> names it; null: nobody.</param>
/// <param name="transitions">leaseTransitions.</param>
public sealed class ReportsEndpoint(
    PeerIdentity identity, GatewayPublishers publishers, ReportBooks books, Func<bool> isLeader, Func<string?> holder, Func<int> transitions, ILogger<ReportsEndpoint> logger)
{
    private const string Verb = "create";
    private const int MaxProcessLength = 128;

    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost($"{FrameProtocol.ReportsPath}{{{GatewayName.Parameter}}}", ServeAsync);

    private async Task ServeAsync(HttpContext http)
    {
        if (GatewayName.Of(http) is not { } gateway)
        {
            await Answer.WriteAsync(http, StatusCodes.Status404NotFound, "a gateway's name is a DNS label");
            return;
        }

        var path = FrameProtocol.ReportsOf(gateway);
        if (await identity.AdmitAsync(http, Verb, path) is not { } peer) return;
        if (!isLeader()) await SendOnAsync(http, path);
        else if (publishers.Find(gateway) is not { } publisher) await Answer.WriteAsync(http, StatusCodes.Status404NotFound, $"the operator's configuration names no gateway {gateway}");
        else await TakeAsync(http, publisher, peer);
    }

    private Task SendOnAsync(HttpContext http, string path)
    {
        if (HolderIdentity.AddressOf(holder()) is not { } address)
            return Answer.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "no operator leads at the moment");
        http.Response.Headers.Location = new Uri(address, path).AbsoluteUri;
        return Answer.WriteAsync(http, StatusCodes.Status307TemporaryRedirect, "another operator leads");
    }

    private async Task TakeAsync(HttpContext http, GatewayPublisher publisher, Peer peer)
    {
        if (http.Request.ContentLength > FrameProtocol.MaxReportBytes || await ReadAsync(http) is not { } body)
        {
            await Answer.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, $"a report has at most {FrameProtocol.MaxReportBytes} bytes");
            return;
        }

        if (Decode(body, out var fault) is not { } report)
        {
            logger.ReportUnusable(peer.PodName, publisher.Gateway, fault);
            await Answer.WriteAsync(http, StatusCodes.Status400BadRequest, fault);
            return;
        }

        var answer = ReportCodec.Encode(books.Take(publisher, peer, report, transitions()));
        http.Response.ContentType = FrameProtocol.ReportsMediaType;
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer, http.RequestAborted);
    }

    /// <summary>Null: longer than a report may be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(chunk, http.RequestAborted) is > 0 and var read)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > FrameProtocol.MaxReportBytes) return null;
        }

        return buffer.ToArray();
    }

    private static Report? Decode(ReadOnlyMemory<byte> body, out string fault)
    {
        fault = "";
        try
        {
            var report = ReportCodec.Decode(body.Span);
            fault = Fault(report);
            return fault.Length == 0 ? report : null;
        }
        catch (JsonException e)
        {
            fault = e.Message;
            return null;
        }
    }

    /// <summary>What JSON lets through: nulls in lists, and names that nobody would give.</summary>
    private static string Fault(Report report)
    {
        if (report.Process.Length is 0 or > MaxProcessLength) return $"process has 1 to {MaxProcessLength} characters";
        var lists = new IReadOnlyList<object?>[] { report.Refused, report.Held, report.Draining, report.Canary, report.Acknowledged?.Slots ?? [] };
        return lists.Any(list => list.Contains(null)) ? "a list holds a null" : "";
    }
}
