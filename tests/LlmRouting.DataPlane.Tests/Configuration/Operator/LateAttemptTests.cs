using System.Net;
using System.Text;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>What is sent late is sent to the servers there are then: an address of minutes ago may be another pod's by now.</summary>
public sealed class LateAttemptTests : IAsyncLifetime
{
    private readonly TaskCompletionSource asked = new();
    private readonly TaskCompletionSource mayFail = new();
    private ScriptedUpstream slow = null!;
    private ScriptedUpstream stranger = null!;
    private Pushed pushed = null!;

    public async Task InitializeAsync()
    {
        slow = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            asked.TrySetResult();
            await mayFail.Task;
            await c.SendJsonAsync("{}", "500 Internal Server Error");
        });
        stranger = new ScriptedUpstream(c => c.UntilClosedAsync());
        pushed = await Pushed.PrepareAsync();
    }

    public async Task DisposeAsync()
    {
        mayFail.TrySetResult();
        await pushed.DisposeAsync();
        await slow.DisposeAsync();
        await stranger.DisposeAsync();
    }

    [Fact]
    public async Task A_fallback_after_a_long_attempt_asks_its_servers_of_now()
    {
        await StartAsync(attempts: 0, weak: [Url(slow)], strong: [Url(stranger)]);
        var answer = pushed.Router.AskAsync(Prompts.Chat());
        await asked.Task;
        await AppearsAsync("default/strong", Pushed.Url(pushed.Strong));
        mayFail.SetResult();
        Assert.Equal("strong-model", (await answer).IsOk()["x-llm-model"]);
        Assert.Equal(0, stranger.Connections);
    }

    [Fact]
    public async Task A_retry_after_a_long_attempt_asks_its_servers_of_now()
    {
        await StartAsync(attempts: 1, weak: [Url(slow)], strong: []);
        var answer = pushed.Router.AskAsync(Prompts.Chat());
        await asked.Task;
        await AppearsAsync("default/weak", Pushed.Url(pushed.Weak));
        mayFail.SetResult();
        var ok = (await answer).IsOk();
        Assert.Equal(("weak-model", "2"), (ok["x-llm-model"], ok["x-llm-attempts"]));
    }

    [Fact]
    public async Task A_body_that_was_long_on_its_way_goes_to_the_servers_there_are_when_it_is_here()
    {
        await StartAsync(attempts: 0, weak: [Url(stranger)], strong: []);
        var body = new LateBody(Prompts.Chat());
        using var request = new HttpRequestMessage(HttpMethod.Post, Prompts.ChatPath) { Content = body };
        // The router asks for the body when it comes to it.
        request.Headers.ExpectContinue = true;
        var answer = pushed.Router.Http.SendAsync(request);
        await body.Wanted.Task;
        await AppearsAsync("default/weak", Pushed.Url(pushed.Weak));
        body.MayLeave.SetResult();
        Assert.Equal(200, (int)(await answer).StatusCode);
        Assert.Equal(0, stranger.Connections);
    }

    private async Task StartAsync(int attempts, string[] weak, string[] strong)
    {
        pushed.Publish(pushed.Snapshot with
        {
            Policies = [Pushed.Policy with { Retry = new RetrySnapshot { Attempts = attempts } }],
            Endpoints = [new EndpointsSnapshot("default/strong", strong), new EndpointsSnapshot("default/weak", weak)],
        });
        await pushed.RouterStartsAsync();
        await pushed.Router.StatusBecomesAsync(status => status["configuration"]!["appliedAt"] is not null);
    }

    private async Task AppearsAsync(string tier, string url)
    {
        pushed.PublishEndpoints(tier, url);
        await Eventually.IsAsync(async () => (await pushed.Router.AdminAsync("/v1/snapshot")).Text.Contains(url, StringComparison.Ordinal), () => Task.FromResult("the endpoint was not taken"));
    }

    private static string Url(ScriptedUpstream upstream) => $"http://127.0.0.1:{upstream.Port}";

    private sealed class LateBody(string text) : HttpContent
    {
        public TaskCompletionSource Wanted { get; } = new();
        public TaskCompletionSource MayLeave { get; } = new();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Wanted.SetResult();
            await MayLeave.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Encoding.UTF8.GetByteCount(text);
            return true;
        }
    }
}
