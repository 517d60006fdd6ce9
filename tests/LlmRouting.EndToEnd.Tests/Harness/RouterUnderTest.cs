using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Serving;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A data plane in this process that follows an operator.</summary>
public sealed class RouterUnderTest : IAsyncDisposable
{
    private readonly RouterHost host;
    private readonly HttpClient http;
    private readonly HttpClient admin;
    private bool isStopped;

    private RouterUnderTest(RouterHost host)
    {
        this.host = host;
        http = new HttpClient { BaseAddress = new Uri(host.Urls[0]) };
        admin = new HttpClient { BaseAddress = new Uri(host.AdminUrls[0]) };
    }

    public static async Task<RouterUnderTest> StartAsync(Uri @operator, string folder, LogCapture log, int port = 0)
    {
        var options = new RouterOptions
        {
            Operator = new OperatorOptions { Address = @operator, TokenFile = Path.Combine(folder, "token"), AuthorityFile = Path.Combine(folder, "ca.crt"), SecretsFolder = Path.Combine(folder, "secrets") },
            StateFolder = Path.Combine(folder, "state"), Urls = [$"http://127.0.0.1:{port}"], AdminUrls = ["http://127.0.0.1:0"], Auth = AuthMode.None, Log = log, ShutdownTimeout = TimeSpan.FromSeconds(5),
        };
        return new RouterUnderTest(await RouterHost.StartAsync(options, null, TimeProvider.System, new Random(1)));
    }

    /// <summary>Returns when the headers have arrived.</summary>
    public Task<HttpResponseMessage> SendAsync(string prompt, string model = "auto", bool stream = false, string more = "", CancellationToken cancellation = default)
    {
        var body = $$"""{"model":"{{model}}","messages":[{"role":"user","content":{{JsonSerializer.Serialize(prompt)}}}]{{(stream ? ",\"stream\":true" : "")}}{{more}}}""";
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>Null for a whole answer, else what was wrong with it.</summary>
    public async Task<string?> FaultOfAsync(string prompt, bool stream)
    {
        try
        {
            using var response = await SendAsync(prompt, stream: stream);
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode) return $"{(int)response.StatusCode}: {text}";
            return text.Contains("\"error\"", StringComparison.Ordinal) || (stream && !text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal)) ? $"ended badly: {text[^Math.Min(300, text.Length)..]}" : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return fault.ToString();
        }
    }

    /// <summary>The headers of an answer, which must be 200.</summary>
    public async Task<Decision> DecisionAsync(string prompt, string model = "auto")
    {
        using var response = await SendAsync(prompt, model);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return Decision.Of(response);
    }

    public async Task<JsonNode> StatusAsync() => JsonNode.Parse(await admin.GetStringAsync(new Uri("/v1/status", UriKind.Relative)))!;

    public async Task StatusBecomesAsync(Func<JsonNode, bool> condition)
    {
        JsonNode? last = null;
        await Eventually.IsAsync(async () => condition(last = await StatusAsync()), () => Task.FromResult("/v1/status stays\n" + last));
    }

    /// <summary>Waits until a tier has so many servers that get requests.</summary>
    public Task HasEndpointsAsync(string tier, int count) => StatusBecomesAsync(status => EndpointsOf(status, tier) == count);

    public static int EndpointsOf(JsonNode status, string tier) =>
        status["tiers"]!.AsArray().Where(item => ((string)item!["name"]!).EndsWith($"/{tier}", StringComparison.Ordinal)).Sum(item => item!["endpoints"]!.AsArray().Count);

    public async ValueTask DisposeAsync()
    {
        if (isStopped) return;
        isStopped = true;
        http.Dispose();
        admin.Dispose();
        await host.DisposeAsync();
    }
}
