using System.Net;
using System.Net.Sockets;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>Upstreams that misbehave below HTTP.</summary>
public sealed class BelowHttpDrillTests
{
    private const string Impatient = "timeouts: {connect: 250ms, firstToken: 300ms, idle: 300ms, total: 300ms}";

    private static readonly Dictionary<string, Func<ScriptedConnection, Task>> Scripts = new()
    {
        ["reset before reading"] = c => { c.Reset(); return Task.CompletedTask; },
        ["reset after reading"] = async c => { await c.ReadRequestAsync(); c.Reset(); },
        ["half a status line"] = async c => { await c.ReadRequestAsync(); await c.SendAsync("HTTP/1.1 20"); },
        ["half the headers"] = async c => { await c.ReadRequestAsync(); await c.SendAsync("HTTP/1.1 200 OK\r\ncontent-type: applica"); },
        ["not HTTP"] = async c => { await c.ReadRequestAsync(); await c.SendAsync("SSH-2.0-OpenSSH_9.6\r\n"); await c.UntilClosedAsync(); },
        ["content-length too long"] = async c => { await c.ReadRequestAsync(); await c.SendAsync($"HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n{Prompts.Whole}"); },
        ["content-length too short"] = async c => { await c.ReadRequestAsync(); await c.SendAsync($"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{Prompts.Whole}"); },
        ["broken chunk"] = async c => { await c.ReadRequestAsync(); await c.SendStreamHeadAsync(); await c.SendAsync("zz\r\nhello"); },
        ["garbage after the answer"] = async c => { await c.ReadRequestAsync(); await c.SendJsonAsync(Prompts.Whole + "}}}"); await c.UntilClosedAsync(); },
        ["no body"] = async c => { await c.ReadRequestAsync(); await c.SendAsync("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"); await c.UntilClosedAsync(); },
        ["204"] = async c => { await c.ReadRequestAsync(); await c.SendAsync("HTTP/1.1 204 No Content\r\n\r\n"); await c.UntilClosedAsync(); },
        ["headers without end"] = async c =>
        {
            await c.ReadRequestAsync();
            await c.SendAsync("HTTP/1.1 200 OK\r\n");
            for (var i = 0; ; i++) await c.SendAsync($"x-{i}: {new string('x', 1000)}\r\n");
        },
        ["an error with status 200"] = async c => { await c.ReadRequestAsync(); await c.SendJsonAsync("""{"error":{"message":"out of memory"}}"""); await c.UntilClosedAsync(); },
        ["an array"] = async c => { await c.ReadRequestAsync(); await c.SendJsonAsync("[]"); await c.UntilClosedAsync(); },
        ["an object of another API"] = async c => { await c.ReadRequestAsync(); await c.SendJsonAsync("""{"status":"ok"}"""); await c.UntilClosedAsync(); },
        ["half a surrogate pair in a name"] = c => AnswerAsync(c, """{"\ud800":1,"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"},"finish_reason":"stop"}]}"""),
        ["half a surrogate pair in a finish_reason"] = c => AnswerAsync(c, """{"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"},"finish_reason":"\ud800"}]}"""),
        ["nothing at all"] = async c => await c.UntilClosedAsync(),
    };

    // As whoever asked wants it, whole or as a stream's first event.
    private static async Task AnswerAsync(ScriptedConnection connection, string json)
    {
        if ((await connection.ReadRequestAsync())!.Contains("\"stream\":true", StringComparison.Ordinal))
        {
            await connection.SendStreamHeadAsync();
            await connection.SendChunkAsync($"data: {json}\n\n");
        }
        else
        {
            await connection.SendJsonAsync(json);
        }

        await connection.UntilClosedAsync();
    }

    public static TheoryData<string> All => [.. Scripts.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task No_nonsense_of_an_upstream_reaches_the_client(string script)
    {
        await FallsBackAsync(script, Prompts.Chat());
        await FallsBackAsync(script, Prompts.Streamed());
    }

    private static async Task FallsBackAsync(string script, string body)
    {
        await using var upstream = new ScriptedUpstream(Scripts[script]);
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = Impatient });
        var answer = (await drill.Router.AskAsync(body)).IsOk();
        Assert.Equal(("strong", "true", "2"), (answer["x-llm-tier"], answer["x-llm-fallback"], answer["x-llm-attempts"]));
        await drill.Router.CountsAsync(1, "llm_requests_total");
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reused_connection_that_closes_is_repeated_for_free_outside_attempts_and_breaker(bool reset)
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendJsonAsync(Prompts.Whole);
            // The next request on it meets a server that has just decided to close it.
            if (c.Number == 1 && await c.ReadRequestAsync() is not null && reset) c.Reset();
            else if (c.Number > 1) await c.UntilClosedAsync();
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = "circuitBreaker: {consecutiveFailures: 1}", Time = new ManualTime() });
        for (var i = 0; i < 2; i++)
        {
            var answer = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
            Assert.Equal(("weak", "1", "false"), (answer["x-llm-tier"], answer["x-llm-attempts"], answer["x-llm-fallback"]));
        }

        Assert.Equal(2, upstream.Connections);
        await drill.Router.CountsAsync(2, "llm_requests_total", ("status", "200"));
        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
        await drill.Router.CountsAsync(0, "llm_circuit_breaker_state", ("provider", "weak"));
    }

    [Fact]
    public async Task A_request_given_a_reused_connection_while_its_own_is_being_opened_is_repeated_for_free()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        await using var drill = await Drill.StartAsync(new DrillPlan
        {
            Weak = 0, WeakPorts = [((IPEndPoint)listener.LocalEndPoint!).Port], WeakSpec = "circuitBreaker: {consecutiveFailures: 1}\ntimeouts: {connect: 20s, firstToken: 20s, idle: 20s, total: 60s}",
            Time = new ManualTime(),
        });
        var first = drill.Router.AskAsync(Prompts.Chat());
        using var reused = await listener.AcceptAsync();
        var connection = new ScriptedConnection(reused, 1);
        await connection.ReadRequestAsync();

        // The listener's queue is full now, so the second request's own connection comes to nothing while the first is served.
        using var queued = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await queued.ConnectAsync(listener.LocalEndPoint);
        var second = drill.Router.AskAsync(Prompts.Chat());
        await drill.Router.CountsAsync(2, "llm_requests_in_flight", ("tier", "weak"));
        await connection.SendJsonAsync(Prompts.Whole);
        await connection.ReadRequestAsync();
        (await listener.AcceptAsync()).Dispose();
        connection.Close();
        var serving = ServeAllAsync(listener);

        foreach (var asked in new[] { first, second })
        {
            var answer = (await asked).IsOk();
            Assert.Equal(("weak", "1", "false"), (answer["x-llm-tier"], answer["x-llm-attempts"], answer["x-llm-fallback"]));
        }

        await drill.Router.CountsAsync(0, "llm_upstream_failures_total");
        listener.Close();
        await serving;
    }

    private static async Task ServeAllAsync(Socket listener)
    {
        var served = new List<Task>();
        try
        {
            while (true) served.Add(ServeAsync(await listener.AcceptAsync()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed: the test is over.
            await Task.WhenAll(served);
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using var mine = socket;
        var connection = new ScriptedConnection(socket, 2);
        while (await connection.ReadRequestAsync() is not null) await connection.SendJsonAsync(Prompts.Whole);
    }

    [Fact]
    public async Task A_reused_connection_that_breaks_long_after_the_request_is_no_race_and_no_free_repeat()
    {
        var time = new ManualTime();
        var (reading, reset, posts) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        await using var upstream = new ScriptedUpstream(async c =>
        {
            // Others are scrapes.
            while ((await c.ReadRequestAsync())?.StartsWith("POST", StringComparison.Ordinal) == true)
            {
                if (Interlocked.Increment(ref posts) == 1)
                {
                    await c.SendJsonAsync(Prompts.Whole);
                    continue;
                }

                reading.TrySetResult();
                await reset.Task;
                c.Reset();
            }
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], Time = time });
        (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        var asked = drill.Router.AskAsync(Prompts.Chat());
        await reading.Task;
        time.Advance(TimeSpan.FromSeconds(30));
        reset.SetResult();

        var answer = (await asked).IsOk();
        Assert.Equal(("strong", "2"), (answer["x-llm-tier"], answer["x-llm-attempts"]));
        Assert.Equal(2, posts);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "reset"));
    }

    [Fact]
    public async Task The_free_repeat_is_made_once()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            if (c.Number > 1) return;
            await c.SendJsonAsync(Prompts.Whole);
            await c.ReadRequestAsync();
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], Time = new ManualTime() });
        (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        var second = (await drill.Router.AskAsync(Prompts.Chat())).IsOk();
        Assert.Equal(("strong", "2"), (second["x-llm-tier"], second["x-llm-attempts"]));
        Assert.Equal(2, upstream.Connections);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("tier", "weak"), ("kind", "reset"));
    }
}
