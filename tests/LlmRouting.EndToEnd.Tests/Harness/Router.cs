using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A data plane as its clients see it.</summary>
public abstract class Router(Uri api, Uri status) : IAsyncDisposable
{
    private readonly HttpClient http = new() { BaseAddress = api };
    private readonly HttpClient admin = new() { BaseAddress = status };

    /// <summary>Returns when the headers have arrived.</summary>
    public Task<HttpResponseMessage> SendAsync(string prompt, string model = "auto", bool stream = false, string more = "", CancellationToken cancellation = default)
    {
        var body = $$"""{"model":"{{model}}","messages":[{"role":"user","content":{{JsonSerializer.Serialize(prompt)}}}]{{(stream ? ",\"stream\":true" : "")}}{{more}}}""";
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>Null for a whole answer, else what was wrong with it.</summary>
    /// <param name="next">Who is asked where nobody listens here, as a Service does; null: nobody.</param>
    public async Task<string?> FaultOfAsync(string prompt, bool stream, Router? next = null)
    {
        try
        {
            using var response = await SendAsync(prompt, stream: stream);
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode) return $"{(int)response.StatusCode}: {text}";
            return text.Contains("\"error\"", StringComparison.Ordinal) || (stream && !text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal)) ? $"ended badly: {text[^Math.Min(300, text.Length)..]}" : null;
        }
        catch (HttpRequestException refused) when (next is not null && refused.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return await next.FaultOfAsync(prompt, stream);
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

    public virtual ValueTask DisposeAsync()
    {
        http.Dispose();
        admin.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
