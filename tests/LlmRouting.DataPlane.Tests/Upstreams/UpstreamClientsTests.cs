using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.Upstreams;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Upstreams;

public sealed class UpstreamClientsTests
{
    private static readonly TimeSpan One = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Two = TimeSpan.FromSeconds(2);

    [Fact]
    public void Only_the_timeouts_in_use_keep_a_client()
    {
        using var clients = new UpstreamClients(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
        var (one, two) = (clients.For(One), clients.For(Two));
        clients.Keep(new HashSet<TimeSpan> { Two });
        Assert.NotSame(one, clients.For(One));
        Assert.Same(two, clients.For(Two));
    }

    [Fact]
    public async Task Who_still_has_a_client_that_was_let_go_finishes_with_it()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            while (await c.ReadRequestAsync() is not null) await c.SendJsonAsync(Prompts.Whole);
        });
        using var clients = new UpstreamClients(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
        var client = clients.For(One).Pooled;
        clients.Keep(new HashSet<TimeSpan>());
        for (var i = 0; i < 2; i++)
        {
            using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{upstream.Port}/"), default);
            Assert.Equal(Prompts.Whole, await response.Content.ReadAsStringAsync());
        }

        Assert.Equal(1, upstream.Connections);
    }

    [Fact]
    public async Task An_idle_connection_is_closed_by_us_first()
    {
        // vLLM's --timeout-keep-alive: it closes idle connections after 5 s, and a request on its way then is lost.
        Assert.InRange(RouterParts.UpstreamIdle, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4.5));

        var closed = new TaskCompletionSource();
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendJsonAsync(Prompts.Whole);
            await c.UntilClosedAsync();
            closed.TrySetResult();
        });
        using var clients = new UpstreamClients(new ConnectGuard(allowLocal: true), TimeSpan.FromMilliseconds(50));
        using var response = await clients.For(One).Pooled.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{upstream.Port}/"), default);
        await response.Content.ReadAsByteArrayAsync();
        await closed.Task.WaitAsync(Eventually.Deadline);
    }
}
