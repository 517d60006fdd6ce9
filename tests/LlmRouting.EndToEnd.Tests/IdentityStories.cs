using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LlmRouting.Contract.Frames;
using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.TestKit;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>Who may read frames, and whose reports count.</summary>
public sealed class IdentityStories
{
    private static readonly Uri Frames = new(FrameProtocol.FramesOf("default"), UriKind.Relative);
    private static readonly Uri Reports = new(FrameProtocol.ReportsOf("default"), UriKind.Relative);

    [Fact]
    public async Task Frames_are_for_the_gateways_account_and_our_audience_alone()
    {
        var (story, @operator, _) = await Story.ServingAsync();
        await using var end = story;
        await story.Gateway.AddPodAsync("other-0", "other");
        var good = await story.Gateway.TokenAsync("gw-0");
        Assert.Equal(HttpStatusCode.OK, await GetAsync(@operator, good, Frames));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(@operator, await story.Gateway.TokenAsync("other-0", "other"), Frames));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(@operator, await story.Gateway.TokenAsync("gw-0", audience: "https://kubernetes.default.svc.cluster.local"), Frames));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(@operator, good, new Uri(FrameProtocol.FramesOf("elsewhere"), UriKind.Relative)));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(@operator, good[..^8] + "AAAAAAAA", Frames));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(@operator, null, Frames));
    }

    [Fact]
    public async Task Whoever_reads_frames_as_soon_as_an_operator_is_ready_hears_the_Leases_UID_and_term()
    {
        var (story, _, _) = await Story.ServingAsync();
        await using var end = story;
        await story.LeaseIsHeldByAsync("operator-0");
        var lease = (await story.Client.FindAsync(ApiResources.Leases, story.Namespace, OperatorUnderTest.Service, default))!;
        var standby = await story.StartOperatorAsync(FreePort.Next(), "operator-1");
        using var http = Client(standby, await story.Gateway.TokenAsync("gw-0"));
        using var lines = new StreamReader(await http.GetStreamAsync(Frames));
        var hello = Assert.IsType<HelloFrame>(await NextAsync());
        Assert.Equal((string)lease["metadata"]!["uid"]!, hello.Lineage);
        Assert.Equal((int)lease["spec"]!["leaseTransitions"]!, (await NextAsync()).Order.Transitions);

        async Task<Frame> NextAsync() => FrameCodec.Decode(Encoding.UTF8.GetBytes((await lines.ReadLineAsync())!))!;
    }

    [Fact]
    public async Task Forged_and_replayed_reports_change_nothing()
    {
        var (story, @operator, _) = await Story.ServingAsync();
        await using var end = story;
        await story.Gateway.AddPodAsync("other-0", "other");
        await story.Gateway.AddPodAsync("gw-1");
        var (own, other) = (await story.Gateway.TokenAsync("gw-1"), await story.Gateway.TokenAsync("other-0", "other"));

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(@operator, other, Refusal(1)));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(@operator, own, Refusal(1)));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "False", "RefusedByGateway");
        Assert.Equal(HttpStatusCode.OK, await PostAsync(@operator, own, Refusal(2) with { Refused = [] }));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "False", "Pending");

        // What was true once is not true again because somebody says it again.
        Assert.Equal(HttpStatusCode.OK, await PostAsync(@operator, own, Refusal(1)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(@operator, other, Refusal(3)));
        await story.ApplyAsync(Manifests.Policy(max: 3));
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "False", "Pending");
    }

    private static Report Refusal(long number) => new()
    {
        Process = "forger", Number = number, Refused = [new FrameRefusal(FrameKind.Config, null, new FrameOrder(0, 1), ["cannot be served"])],
    };

    private static async Task<HttpStatusCode> GetAsync(OperatorUnderTest @operator, string? token, Uri path)
    {
        using var http = Client(@operator, token);
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(OperatorUnderTest @operator, string token, Report report)
    {
        using var http = Client(@operator, token);
        using var content = new ByteArrayContent(ReportCodec.Encode(report)) { Headers = { ContentType = new MediaTypeHeaderValue(FrameProtocol.ReportsMediaType) } };
        using var answer = await http.PostAsync(Reports, content);
        return answer.StatusCode;
    }

    private static HttpClient Client(OperatorUnderTest @operator, string? token)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        var http = new HttpClient(handler) { BaseAddress = @operator.Address };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
