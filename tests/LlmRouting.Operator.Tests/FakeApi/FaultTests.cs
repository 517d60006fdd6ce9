using System.Net;
using LlmRouting.TestKit;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>Misbehaviour on demand, and the counters that prove rest.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Unavailable_ends_when_its_time_is_over()
    {
        var time = new ManualTime();
        await using var api = await Api.StartAsync(new FakeApiServerOptions { Time = time });
        using var fault = api.Server.Faults.Unavailable(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.GetAsync(Api.Tiers)).Code);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(Api.Tiers)).Code);
    }

    [Fact]
    public async Task Every_second_change_conflicts()
    {
        await using var api = await Api.StartAsync();
        await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        using var storm = api.Server.Faults.Conflicts(every: 2);
        Assert.Equal(HttpStatusCode.OK, (await api.MergeAsync(Api.Tiers + "/gold", """{"spec":{"replicas":1}}""")).Code);
        Assert.Equal(HttpStatusCode.Conflict, (await api.MergeAsync(Api.Tiers + "/gold", """{"spec":{"replicas":2}}""")).Code);
    }

    [Fact]
    public async Task Priority_and_fairness_answers_with_text_and_Retry_After()
    {
        await using var api = await Api.StartAsync();
        using var fault = api.Server.Faults.TooManyRequests(retryAfterSeconds: 3);
        using var response = await api.Client.GetAsync(Api.Tiers);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(3)), (response.StatusCode, response.Headers.RetryAfter!.Delta));
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_hanging_request_is_answered_after_all_when_the_hang_ends()
    {
        await using var api = await Api.StartAsync();
        var hang = api.Server.Faults.Hang(r => r.Method == "GET");
        var request = api.GetAsync(Api.Tiers);
        Assert.False(request.IsCompleted);
        hang.Dispose();
        Assert.Equal(HttpStatusCode.OK, (await request).Code);
    }

    [Fact]
    public async Task Writes_are_counted_by_verb_and_resource_and_reads_are_not()
    {
        await using var api = await Api.StartAsync();
        await api.ApplyAsync(Api.Tiers + "/gold", Api.Tier("gold"), "a");
        await api.MergeAsync(Api.Tiers + "/gold/status", """{"status":{"a":1}}""");
        await api.GetAsync(Api.Tiers);
        Assert.Equal(1, api.Server.Writes.Of("apply", "modeltiers.llmrouting.dev"));
        Assert.Equal(1, api.Server.Writes.Of("patch", "modeltiers.llmrouting.dev/status"));
        Assert.Equal(2, api.Server.Writes.Total);
        api.Server.Writes.Reset();
        Assert.Equal(0, api.Server.Writes.Total);
    }
}
