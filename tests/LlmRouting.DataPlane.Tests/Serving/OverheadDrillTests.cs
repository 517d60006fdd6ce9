using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>x-llm-overhead-us and llm_router_overhead_seconds are the router's own time.</summary>
public sealed class OverheadDrillTests
{
    [Fact]
    public async Task A_client_that_is_slow_to_send_its_body_is_no_overhead_of_ours()
    {
        var time = new ManualTime();
        await using var drill = await Drill.StartAsync(new DrillPlan { Time = time });
        using var client = await RawClient.ConnectAsync(drill.Router.Http.BaseAddress!);
        var body = Prompts.Chat();
        await client.SendAsync($"POST {Prompts.ChatPath} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-length: {body.Length}\r\n\r\n");
        // Sent when the router begins to read the body.
        await client.ReadUntilAsync("100 Continue\r\n\r\n");
        time.Advance(TimeSpan.FromSeconds(5));
        await client.SendAsync(body);
        Assert.Contains("x-llm-overhead-us: 0\r\n", await client.ReadToEndAsync(), StringComparison.Ordinal);
        await drill.Router.CountsAsync(1, "llm_router_overhead_seconds_bucket", ("le", "0.00001"));
        Assert.InRange((await drill.Router.MetricsAsync()).Value("llm_request_latency_seconds_sum"), 5, 6);
    }

    [Fact]
    public async Task Of_a_request_that_never_left_for_an_upstream_nothing_is_overhead()
    {
        var time = new ManualTime();
        await using var drill = await Drill.StartAsync(new DrillPlan { Time = time });
        using var client = await RawClient.ConnectAsync(drill.Router.Http.BaseAddress!);
        await client.SendAsync($"POST {Prompts.ChatPath} HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\ncontent-length: 100\r\n\r\n");
        await client.ReadUntilAsync("100 Continue\r\n\r\n");
        time.Advance(TimeSpan.FromSeconds(5));
        client.Reset();
        await drill.Router.CountsAsync(1, "llm_requests_total", ("status", "499"));
        Assert.Equal(0, (await drill.Router.MetricsAsync()).Value("llm_router_overhead_seconds_count"));
    }
}
