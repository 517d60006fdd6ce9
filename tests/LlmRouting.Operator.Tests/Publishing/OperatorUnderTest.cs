using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Publishing;

/// <summary>Frames and reports over real HTTPS and HTTP/2, with tokens reviewed by a scripted API server.</summary>
internal sealed class OperatorUnderTest : IAsyncDisposable
{
    public static readonly string Token = ReviewingApi.Token(name: "gw-0");
    private readonly WebApplication app;
    private readonly HttpClient http;
    private long received;

    private OperatorUnderTest(WebApplication app, ReviewingApi api, ManualTime time, ServingCertificate certificate)
    {
        (this.app, Api, Time, Certificate) = (app, api, time, certificate);
        Books = new ReportBooks(new AcknowledgementBook(time, TimeSpan.FromSeconds(30)), new HeldRequestsBook(time, TimeSpan.FromSeconds(15)), new CanaryCounters(time, TimeSpan.FromDays(1)));
        http = new HttpClient(Handler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public ReviewingApi Api { get; }

    public ManualTime Time { get; }

    public ServingCertificate Certificate { get; }

    public ReportBooks Books { get; }

    public GatewayPublishers Publishers { get; } = new();

    public bool IsReady { get; set; } = true;

    public bool IsLeader { get; set; } = true;

    public string? Holder { get; set; }

    /// <summary>Bytes that arrived on all sockets, TLS and HTTP/2 included.</summary>
    public long Received => Interlocked.Read(ref received);

    public Uri Address => new($"https://localhost:{new Uri(app.Urls.Single()).Port}");

    public static async Task<OperatorUnderTest> StartAsync()
    {
        var api = await ReviewingApi.StartAsync();
        api.Users[Token] = ReviewingApi.Pod("models:gateway", "gw-0", "uid-0");
        // The certificate is looked at by real clocks at both ends.
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        var client = api.Client(time);
        var certificate = new ServingCertificate(
            client, new ServingCertificateOptions { Namespace = "llm", DnsNames = ["localhost"] }, time, new Random(1), NullLogger<ServingCertificate>.Instance);
        await certificate.EnsureAsync(default);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            OperatorListener.Configure(kestrel);
            kestrel.Listen(IPAddress.Loopback, 0, listen => OperatorListener.Configure(listen, certificate));
        });
        var app = builder.Build();
        var test = new OperatorUnderTest(app, api, time, certificate);
        test.Map(new PeerIdentity(client, "models", time, NullLogger<PeerIdentity>.Instance));
        await app.StartAsync();
        return test;
    }

    public Task StopAsync() => app.StopAsync();

    public Task<HttpResponseMessage> GetAsync(string pathAndQuery = "/v1/frames/default?schema=1", string? token = null, bool gzip = true)
    {
        var request = Request(HttpMethod.Get, pathAndQuery, token);
        if (gzip) request.Headers.AcceptEncoding.ParseAdd("gzip");
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<HttpResponseMessage> PostAsync(byte[] body, string path = "/v1/reports/default", string? token = null)
    {
        var request = Request(HttpMethod.Post, path, token);
        request.Content = new ByteArrayContent(body);
        return http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(Report report, string? token = null) => PostAsync(ReportCodec.Encode(report), token: token);

    /// <summary>Opens a stream and reads what comes first, the heartbeat that ends it included.</summary>
    public async Task<(FrameReader Reader, IReadOnlyList<Frame> First)> SubscribeAsync()
    {
        var reader = new FrameReader(await GetAsync());
        var first = new List<Frame>();
        do first.Add((await reader.NextAsync())!);
        while (first[^1] is not HeartbeatFrame);
        return (reader, first);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await Api.DisposeAsync();
    }

    private static HttpRequestMessage WithToken(HttpRequestMessage request, string? token)
    {
        if (token?.Length != 0) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + (token ?? Token));
        return request;
    }

    private HttpRequestMessage Request(HttpMethod method, string pathAndQuery, string? token) => WithToken(
        new HttpRequestMessage(method, new Uri(Address, pathAndQuery)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact }, token);

    private void Map(PeerIdentity identity)
    {
        var options = new FramesOptions { Operator = "op-0", Lineage = () => "lineage", IsReady = () => IsReady };
        new FramesEndpoint(Publishers, identity, Books.Acknowledgements, options, Time, NullLogger<FramesEndpoint>.Instance).Map(app);
        new ReportsEndpoint(identity, Publishers, Books, () => IsLeader, () => Holder, () => 0, NullLogger<ReportsEndpoint>.Instance).Map(app);
    }

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new CountedStream(new System.Net.Sockets.NetworkStream(socket, ownsSocket: true), read => Interlocked.Add(ref received, read));
        },
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, errors) => Trusts(certificate, errors),
        },
    };

    private bool Trusts(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPem(Certificate.BundlePem);
        using var leaf = new X509Certificate2(certificate);
        return chain.Build(leaf);
    }
}
