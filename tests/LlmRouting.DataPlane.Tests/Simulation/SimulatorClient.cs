using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Tests.Simulation;

/// <summary>A simulator that neither waits nor paces, and a client of it.</summary>
public sealed class SimulatorClient : IAsyncDisposable
{
    private static readonly SimulatorOptions Fast = new() { Model = "small", TimeToFirstToken = TimeSpan.Zero, TokensPerSecond = 1e9 };

    private SimulatorClient(Simulator simulator)
    {
        Simulator = simulator;
        // leaving means closing the connection now, not reading the rest for 2 s first
        Http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = simulator.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
    }

    public Simulator Simulator { get; }

    public SimulatorState State => Simulator.State;

    public HttpClient Http { get; }

    public static async Task<SimulatorClient> StartAsync(Func<SimulatorOptions, SimulatorOptions>? configure = null, TimeProvider? time = null) =>
        new(await Simulator.StartAsync(configure is null ? Fast : configure(Fast), time ?? TimeProvider.System));

    public static string Chat(string prompt, string more = "") =>
        $$"""{"model":"small","messages":[{"role":"user","content":"{{prompt}}"}]{{more}}}""";

    public Task<HttpResponseMessage> PostAsync(string path, string body, string? fault = null, CancellationToken cancellation = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (fault is not null) request.Headers.Add("x-simulate-fault", fault);
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    public async Task<JsonNode> AskAsync(string body, string path = "/v1/chat/completions", string? fault = null)
    {
        using var response = await PostAsync(path, body, fault);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>The text after <c>data: </c> of every event of a stream.</summary>
    public async Task<List<string>> StreamAsync(string body, string path = "/v1/chat/completions", string? fault = null)
    {
        using var response = await PostAsync(path, body, fault);
        Assert.Equal(new MediaTypeHeaderValue("text/event-stream", "utf-8"), response.Content.Headers.ContentType);
        return Events(await response.Content.ReadAsStringAsync());
    }

    public static List<string> Events(string text) =>
        [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => e[(e.IndexOf("data: ", StringComparison.Ordinal) + 6)..])];

    public static string Content(IEnumerable<string> events) => string.Concat(events
        .Where(e => e != "[DONE]")
        .Select(e => (string?)JsonNode.Parse(e)!["choices"]!.AsArray().FirstOrDefault()?["delta"]?["content"]));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }
}
