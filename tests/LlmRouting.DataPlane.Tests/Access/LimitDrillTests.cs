using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Access;

/// <summary>Rate limits over HTTP.</summary>
public sealed class LimitDrillTests
{
    private static readonly Keys Free = Keys.Create("free", limitClass: "free");
    private static readonly Keys Free2 = Keys.Create("free2", limitClass: "free");
    private static readonly Keys Paying = Keys.Create("paying");
    private readonly ManualTime time = new();

    private Task<Drill> StartAsync(string limit) => Drill.StartAsync(new DrillPlan
    {
        Time = time,
        Policy = $"rateLimits: [{{name: free, limitClass: free, {limit}}}]",
        Documents = [Free.Manifest, Free2.Manifest, Paying.Manifest],
        Router = o => o with { Auth = AuthMode.ApiKey },
    });

    [Fact]
    public async Task A_request_limit_is_per_key_and_class_and_refills()
    {
        await using var drill = await StartAsync("requests: 3, window: 60s");
        for (var left = 2; left >= 0; left--)
        {
            var answer = (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, Free.Header)).IsOk();
            Assert.Equal(("3", left.ToString(System.Globalization.CultureInfo.InvariantCulture)), (answer["x-ratelimit-limit-requests"], answer["x-ratelimit-remaining-requests"]));
        }

        var refused = (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, Free.Header)).IsError(429, "rate_limit_exceeded");
        Assert.Equal(("rate_limit_error", "20", "0"), (refused.ErrorType, refused["retry-after"], refused["x-ratelimit-remaining-requests"]));
        Assert.Equal(3, drill.Received);
        await drill.Router.CountsAsync(1, "llm_rate_limited_total", ("policy", "default"), ("limit", "free"));
        await drill.Router.CountsAsync(1, "llm_requests_total", ("status", "429"));

        (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, Free2.Header)).IsOk();
        Assert.Null((await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, Paying.Header)).IsOk()["x-ratelimit-limit-requests"]);
        time.Advance(TimeSpan.FromSeconds(20));
        (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, Free.Header)).IsOk();
        (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, Free.Header)).IsError(429, "rate_limit_exceeded");
    }

    [Fact]
    public async Task A_token_reservation_is_settled_by_what_was_used()
    {
        await using var drill = await StartAsync("tokens: 10000, window: 60s");
        var first = (await drill.Router.AskAsync(Prompts.Chat(more: ",\"max_tokens\":5000"), Prompts.ChatPath, Free.Header)).IsOk();
        Assert.InRange(Remaining(first), 4900, 5000);
        var used = (int)first.Json["usage"]!["total_tokens"]!;
        await drill.Router.CountsAsync(1, "llm_requests_total");
        var second = (await drill.Router.AskAsync(Prompts.Chat(more: ",\"max_tokens\":5000"), Prompts.ChatPath, Free.Header)).IsOk();
        Assert.Equal(Remaining(first) - used, Remaining(second));
    }

    [Fact]
    public async Task A_request_that_nobody_served_gives_its_tokens_back()
    {
        await using var drill = await StartAsync("tokens: 10000, window: 60s");
        drill.FailWeak("status=500");
        drill.FailStrong("status=500");
        (await drill.Router.AskAsync(Prompts.Chat(more: ",\"max_tokens\":5000"), Prompts.ChatPath, Free.Header)).IsError(502, "upstream_server_error");
        await drill.Router.CountsAsync(1, "llm_requests_total");
        drill.Weak[0].SetFault(null);
        Assert.InRange(Remaining((await drill.Router.AskAsync(Prompts.Chat(more: ",\"max_tokens\":5000"), Prompts.ChatPath, Free.Header)).IsOk()), 4900, 5000);
    }

    private static long Remaining(Answer answer) => long.Parse(answer["x-ratelimit-remaining-tokens"]!, System.Globalization.CultureInfo.InvariantCulture);
}
