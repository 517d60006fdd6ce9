using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Scaling;
using LlmRouting.Operator.Scaling.MetricsApi;
using LlmRouting.Operator.Tests.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Scaling;

/// <summary>The extension server over real HTTPS with client certificates, as the API server's proxy asks it.</summary>
public sealed class MetricsApiTests : IAsyncLifetime
{
    private const string Base = "/apis/external.metrics.k8s.io/v1beta1";
    private readonly TestAuthority authority = new("front-proxy-ca");
    private readonly TestAuthority other = new("other-ca");
    private ScriptedApi api = null!;
    private ScaledTier test = null!;
    private WebApplication app = null!;
    private FrontProxy proxy = null!;
    private string authorities = "";

    public async Task InitializeAsync()
    {
        authorities = authority.Pem;
        api = await ScriptedApi.StartAsync(call => call.AnswerAsync(new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["requestheader-client-ca-file"] = authorities,
                ["requestheader-allowed-names"] = "[\"front-proxy-client\"]",
                ["requestheader-username-headers"] = "[\"X-Remote-User\"]",
            },
        }.ToJsonString()));
        test = new ScaledTier(api);
        test.Deployment(1);
        test.Servers("10.0.0.1");
        test.Says("10.0.0.1", 3, 5, 0.8123);
        // Certificates are judged by the hour they are shown.
        proxy = new FrontProxy(test.Client, TimeProvider.System, NullLogger<FrontProxy>.Instance);
        await proxy.ReadAsync(default);
        app = Server();
        new MetricsApiEndpoint(proxy, new ToldFigures(test.Loads), test.Time, NullLogger<MetricsApiEndpoint>.Instance).Map(app);
        await app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await api.DisposeAsync();
        authority.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task Values_are_JSON_though_protobuf_is_asked_first()
    {
        var (status, body) = await GetAsync($"{Base}/namespaces/default/llm_tier_demand?labelSelector=llmrouting.dev%2Ftier%3Dsmall");
        Assert.Equal(200, status);
        Assert.Equal(
            """{"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1","metadata":{},"items":[{"metricName":"llm_tier_demand","metricLabels":{"llmrouting.dev/tier":"small"},"timestamp":"2026-01-01T00:00:00Z","value":"8"}]}""",
            body);
    }

    [Theory]
    [InlineData("llm_tier_queue_depth", "5")]
    [InlineData("llm_tier_kv_cache", "813m")]
    public async Task Fractions_are_thousandths_rounded_up(string metric, string value) =>
        Assert.Contains($"\"value\":\"{value}\"", (await GetAsync($"{Base}/namespaces/default/{metric}")).Body, StringComparison.Ordinal);

    [Theory]
    [InlineData("other", "llm_tier_demand", "")]
    [InlineData("default", "llm_tier_demand", "?labelSelector=llmrouting.dev/tier%3Dlarge")]
    [InlineData("default", "llm_tier_demand", "?labelSelector=llmrouting.dev/tier%20notin%20(small,large)")]
    public async Task An_unknown_tier_is_an_empty_list(string ns, string metric, string query)
    {
        var (status, body) = await GetAsync($"{Base}/namespaces/{ns}/{metric}{query}");
        Assert.Equal(200, status);
        Assert.Contains("\"items\":[]", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_makes_the_list_empty_not_the_figure_small()
    {
        test.Servers("10.0.0.1", "10.0.0.2");
        Assert.Contains("\"items\":[]", (await GetAsync($"{Base}/namespaces/default/llm_tier_demand")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llm_tier_nothing", 404, "NotFound")]
    [InlineData("llm_tier_demand?labelSelector=a%3D%3D%3Db", 400, "BadRequest")]
    public async Task What_cannot_be_answered_is_a_Status(string path, int code, string reason)
    {
        var (status, body) = await GetAsync($"{Base}/namespaces/default/{path}");
        Assert.Equal((code, "Status", reason), (status, JsonNode.Parse(body)!["kind"]!.GetValue<string>(), JsonNode.Parse(body)!["reason"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/apis", "APIGroupList")]
    [InlineData("/apis/external.metrics.k8s.io", "APIGroup")]
    [InlineData(Base, "APIResourceList")]
    public async Task Discovery_names_the_group_and_its_metrics(string path, string kind) =>
        Assert.StartsWith($"{{\"kind\":\"{kind}\",\"apiVersion\":\"v1\"", (await GetAsync(path)).Body, StringComparison.Ordinal);

    [Fact]
    public async Task Only_the_proxy_is_answered()
    {
        Assert.Equal(401, (await GetAsync(Base, null)).Status);
        Assert.Equal(401, (await GetAsync(Base, Pair(other, "front-proxy-client"))).Status);
        Assert.Equal(401, (await GetAsync(Base, Pair(authority, "somebody"))).Status);
        Assert.Equal(401, (await GetAsync(Base, Pair(authority, "front-proxy-client"), user: null)).Status);
        Assert.Equal(200, (await GetAsync(Base)).Status);
    }

    [Fact]
    public void Who_may_ask_is_not_known_yet_so_nobody_may()
    {
        var unread = new FrontProxy(test.Client, TimeProvider.System, NullLogger<FrontProxy>.Instance);
        Assert.NotNull(unread.Refuse(new DefaultHttpContext()));
    }

    [Fact]
    public async Task A_rotated_authority_is_followed_and_a_lost_one_ends_the_trust()
    {
        authorities = other.Pem;
        await proxy.ReadAsync(default);
        Assert.Equal(401, (await GetAsync(Base)).Status);
        Assert.Equal(200, (await GetAsync(Base, Pair(other, "front-proxy-client"))).Status);
        authorities = "";
        await proxy.ReadAsync(default);
        Assert.Equal(401, (await GetAsync(Base, Pair(other, "front-proxy-client"))).Status);
        Assert.Contains("aggregation is not set up", proxy.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llmrouting.dev/tier=a", "a", true)]
    [InlineData("llmrouting.dev/tier==a", "b", false)]
    [InlineData("llmrouting.dev/tier!=a", "b", true)]
    [InlineData("llmrouting.dev/tier in (a, b)", "b", true)]
    [InlineData("llmrouting.dev/tier notin (a,b)", "b", false)]
    [InlineData("llmrouting.dev/tier, app=x", "a", false)]
    [InlineData("llmrouting.dev/tier,!app", "a", true)]
    [InlineData("!llmrouting.dev/tier", "a", false)]
    [InlineData("", "a", true)]
    public void Selectors_are_those_of_labels(string text, string tier, bool selects)
    {
        Assert.True(TierSelector.TryParse(text, out var selector));
        Assert.Equal(selects, selector.Selects(tier));
    }

    [Theory]
    [InlineData(",")]
    [InlineData("a in b")]
    [InlineData("a in (b")]
    [InlineData("=a")]
    public void What_is_no_selector_is_refused(string text) => Assert.False(TierSelector.TryParse(text, out _));

    private static X509Certificate2 Pair(TestAuthority authority, string name)
    {
        var (certificate, key) = authority.Client(name);
        using var pem = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private Task<(int Status, string Body)> GetAsync(string path) => GetAsync(path, Pair(authority, "front-proxy-client"));

    private async Task<(int Status, string Body)> GetAsync(string path, X509Certificate2? certificate, string? user = "system:serviceaccount:kube-system:horizontal-pod-autoscaler")
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        if (certificate is not null) handler.SslOptions.ClientCertificates = [certificate];
        using var http = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "application/vnd.kubernetes.protobuf, */*");
        request.Headers.TryAddWithoutValidation("X-Remote-Group", ["system:serviceaccounts", "system:authenticated"]);
        if (user is not null) request.Headers.TryAddWithoutValidation("X-Remote-User", user);
        using var response = await http.SendAsync(request);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private WebApplication Server()
    {
        var certificate = authority.Server("localhost", loopback: true);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        })));
        return builder.Build();
    }
}
