using System.Net;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class RepetitionTests
{
    private const string ConfigMap = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"1"}}""";
    private readonly HastyTime time = new();

    [Fact]
    public async Task Priority_and_fairness_is_waited_for_with_some_jitter_even_by_a_create()
    {
        var refusals = 2;
        await using var api = await ScriptedApi.StartAsync(call =>
            refusals-- > 0 ? call.PlainAsync(429, "Too many requests, please try again later.\n", retryAfter: "1") : call.AnswerAsync(ConfigMap, 201));
        await CreateAsync(api);
        Assert.Equal(3, api.Calls.Count);
        Assert.All(time.Waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1)));
        Assert.Single(api.Calls.Select(call => call.Body).Distinct());
    }

    [Fact]
    public async Task It_gives_up_after_five_tries_with_the_servers_words()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.PlainAsync(429, "Too many requests, please try again later.\n", retryAfter: "1"));
        var error = await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(api));
        Assert.Equal(5, api.Calls.Count);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (error.StatusCode, error.RetryAfter));
        Assert.Contains("Too many requests", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_does_not_wait_longer_than_thirty_seconds()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.StatusAsync(429, "TooManyRequests", retryAfter: "31"));
        await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(api));
        Assert.Single(api.Calls);
    }

    [Theory]
    [InlineData("31", "{}")]
    [InlineData("10000000", "{}")]
    [InlineData(null, """{"retryAfterSeconds":2147483647}""")]
    public async Task Who_asks_for_weeks_is_asked_again_in_half_a_minute(string? header, string details)
    {
        await using var api = await ScriptedApi.StartAsync(call => call.StatusAsync(429, "TooManyRequests", details, retryAfter: header));
        Assert.Equal(TimeSpan.FromSeconds(30), (await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(api))).RetryAfter);
    }

    [Fact]
    public async Task A_429_without_Retry_After_is_an_answer_and_not_repeated()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.StatusAsync(429, "TooManyRequests"));
        await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(api));
        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task A_starting_server_is_waited_for()
    {
        var refusals = 1;
        await using var api = await ScriptedApi.StartAsync(call =>
            refusals-- > 0 ? call.StatusAsync(503, "ServiceUnavailable", """{"retryAfterSeconds":5}""", retryAfter: "5") : call.AnswerAsync(ConfigMap));
        Assert.NotNull(await FindAsync(api));
    }

    [Fact]
    public async Task A_create_is_not_repeated_after_a_503()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.StatusAsync(503, "ServiceUnavailable", retryAfter: "1"));
        await Assert.ThrowsAsync<KubernetesException>(() => CreateAsync(api));
        Assert.Single(api.Calls);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(504)]
    [InlineData(409)]
    public async Task Nothing_else_is_repeated(int status)
    {
        await using var api = await ScriptedApi.StartAsync(call => call.PlainAsync(status, "no", retryAfter: "1"));
        await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(api));
        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task A_request_without_an_answer_ends_after_its_time_limit()
    {
        var manual = new ManualTime();
        await using var api = await ScriptedApi.StartAsync(call =>
        {
            manual.Advance(TimeSpan.FromSeconds(66));
            return call.UntilAbortedAsync();
        });
        using var client = api.Client(manual);
        var error = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync(ApiResources.ConfigMaps, "t1", "a", default));
        Assert.True(error.IsUnreachable);
        Assert.Equal("GET /api/v1/namespaces/t1/configmaps/a: no answer within 65 s", error.Message);
    }

    [Fact]
    public async Task A_cancelled_caller_gets_its_own_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await using var api = await ScriptedApi.StartAsync(async call =>
        {
            await cancelled.CancelAsync();
            await call.UntilAbortedAsync();
        });
        using var client = api.Client();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.FindAsync(ApiResources.ConfigMaps, "t1", "a", cancelled.Token));
    }

    [Fact]
    public async Task A_refused_connection_says_with_whom()
    {
        using var port = new RefusedPort();
        using var client = KubernetesClient.Create(new KubernetesConnection { Server = new Uri($"https://127.0.0.1:{port.Port}") }, TimeProvider.System, new Random(1));
        var error = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync(ApiResources.ConfigMaps, "t1", "a", default));
        Assert.True(error.IsUnreachable);
        Assert.Contains($"127.0.0.1:{port.Port}", error.Message, StringComparison.Ordinal);
    }

    private async Task<JsonObject?> FindAsync(ScriptedApi api)
    {
        using var client = api.Client(time);
        return await client.FindAsync(ApiResources.ConfigMaps, "t1", "a", default);
    }

    private async Task CreateAsync(ScriptedApi api)
    {
        using var client = api.Client(time);
        await client.CreateAsync(ApiResources.ConfigMaps, "t1", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "a" } }, default);
    }
}
