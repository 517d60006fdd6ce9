using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Serving;

namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>A whole router in this process, reached over HTTP only.</summary>
public sealed class RouterUnderTest : IAsyncDisposable
{
    private readonly RouterHost host;
    private readonly HttpClient admin;

    private RouterUnderTest(RouterHost host, ManifestFiles files, LogCapture log)
    {
        this.host = host;
        (Files, Log) = (files, log);
        // A client that leaves closes its connection instead of draining what it no longer wants.
        Http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = new Uri(host.Urls[0]), Timeout = TimeSpan.FromSeconds(60) };
        admin = new HttpClient { BaseAddress = new Uri(host.AdminUrls[0]), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Http { get; }
    public bool IsStopped { get; private set; }
    public ManifestFiles Files { get; }
    public LogCapture Log { get; }

    /// <summary>Owns <paramref name="files"/> from now on.</summary>
    /// <param name="meanwhile">Done after the folder has been read and before anything runs.</param>
    public static async Task<RouterUnderTest> StartAsync(
        ManifestFiles files, Func<RouterOptions, RouterOptions>? configure = null, TimeProvider? time = null, Action? meanwhile = null)
    {
        var log = new LogCapture();
        var options = new RouterOptions
        {
            Manifests = files.Folder, Urls = ["http://127.0.0.1:0"], AdminUrls = ["http://127.0.0.1:0"], Auth = AuthMode.None, Log = log, ShutdownTimeout = TimeSpan.FromSeconds(2),
        };
        if (configure is not null) options = configure(options);
        var first = new FolderSource(files.Folder, options.Gateway).Compile();
        Assert.False(first.HasErrors, string.Join('\n', first.Problems));
        meanwhile?.Invoke();
        return new RouterUnderTest(await RouterHost.StartAsync(options, first, time ?? TimeProvider.System, new Random(1)), files, log);
    }

    /// <summary>A router that has no folder.</summary>
    public static async Task<RouterUnderTest> FollowAsync(RouterOptions given)
    {
        var log = new LogCapture();
        var options = given with { Urls = ["http://127.0.0.1:0"], AdminUrls = ["http://127.0.0.1:0"], Auth = AuthMode.None, Log = log, ShutdownTimeout = TimeSpan.FromSeconds(2) };
        return new RouterUnderTest(await RouterHost.StartAsync(options, null, TimeProvider.System, new Random(1)), new ManifestFiles(), log);
    }

    public Task<HttpResponseMessage> SendAsync(string body, string path = Prompts.ChatPath, CancellationToken cancellation = default, params (string Name, string Value)[] headers) =>
        SendAsync(Encoding.UTF8.GetBytes(body), path, cancellation, headers);

    /// <summary>Returns when the headers have arrived.</summary>
    public Task<HttpResponseMessage> SendAsync(byte[] body, string path = Prompts.ChatPath, CancellationToken cancellation = default, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/json");
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    public async Task<Answer> AskAsync(string body, string path = Prompts.ChatPath, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(body, path, default, headers);
        return await Answer.ReadAsync(response);
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => GetAsync(Http, path, headers);

    public Task<Answer> AdminAsync(string path, params (string Name, string Value)[] headers) => GetAsync(admin, path, headers);

    private static async Task<Answer> GetAsync(HttpClient client, string path, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using var response = await client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async Task<MetricsReading> MetricsAsync() => new(await admin.GetStringAsync("/metrics"));

    /// <summary>Accounting follows the last byte, so a client may be faster than its counters.</summary>
    public async Task CountsAsync(double expected, string name, params (string Name, string Value)[] labels)
    {
        MetricsReading? last = null;
        await Eventually.IsAsync(
            async () => (last = await MetricsAsync()).Value(name, labels) == expected,
            () => Task.FromResult($"{name} {string.Join(' ', labels)} was to become {expected}:\n{last!.Series(name)}"));
    }

    public async Task<JsonNode> StatusAsync() => (await AdminAsync("/v1/status")).Json;

    public async Task StatusBecomesAsync(Func<JsonNode, bool> condition)
    {
        JsonNode? last = null;
        await Eventually.IsAsync(async () => condition(last = await StatusAsync()), () => Task.FromResult("/v1/status stays\n" + last));
    }

    /// <summary>Waits until the folder as it is now is what is served.</summary>
    public Task ServesTheFolderAsync()
    {
        var compiled = new FolderSource(Files.Folder, "default").Compile();
        Assert.False(compiled.HasErrors, string.Join('\n', compiled.Problems));
        return StatusBecomesAsync(status => (string?)status["configuration"]!["revision"] == compiled.Snapshot.Revision && status["configuration"]!["refusedAt"] is null);
    }

    /// <summary>Makes every request meet a fault of the router's own.</summary>
    public void Break() => host.Snapshots.Current = host.Snapshots.Current with { Models = null! };

    /// <summary>Gives every policy a classifier that throws; no configuration makes the heuristic one do so.</summary>
    public void BreakClassifiers()
    {
        var broken = (HeuristicClassifier)RuntimeHelpers.GetUninitializedObject(typeof(HeuristicClassifier));
        var current = host.Snapshots.Current;
        var policies = current.Policies.ToDictionary(policy => policy, policy => policy with { Classifier = broken });
        host.Snapshots.Current = current with { Policies = [.. policies.Values], Models = current.Models.ToFrozenDictionary(model => model.Key, model => policies[model.Value]) };
    }

    /// <summary>As SIGTERM does: open requests may end.</summary>
    public async Task StopAsync()
    {
        if (IsStopped) return;
        IsStopped = true;
        await host.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        admin.Dispose();
        await StopAsync();
        Files.Dispose();
    }
}
