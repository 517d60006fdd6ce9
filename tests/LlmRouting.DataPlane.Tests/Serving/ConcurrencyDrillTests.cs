using System.Text;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>Many requests at once.</summary>
public sealed class ConcurrencyDrillTests
{
    [Fact]
    public async Task Pipelined_requests_are_all_answered()
    {
        await using var drill = await Drill.StartAsync(new DrillPlan());
        using var client = await RawClient.ConnectAsync(drill.Router.Http.BaseAddress!);
        string Request(string connection) =>
            $"POST {Prompts.ChatPath} HTTP/1.1\r\nhost: localhost\r\nconnection: {connection}\r\ncontent-length: {Prompts.Chat().Length}\r\n\r\n{Prompts.Chat()}";

        await client.SendAsync(string.Concat(Enumerable.Range(1, 20).Select(n => Request(n == 20 ? "close" : "keep-alive"))));
        Assert.Equal(20, (await client.ReadToEndAsync()).Split("HTTP/1.1 200 OK").Length - 1);
    }

    [Fact]
    public async Task No_request_ever_gets_bytes_of_another()
    {
        // Echoes the prompt, and now and then drops the connection so that buffers of failed attempts go back to their pool in the middle.
        await using var upstream = new ScriptedUpstream(async c =>
        {
            for (var served = 0; await c.ReadRequestAsync() is { } request; served++)
            {
                var at = request.IndexOf("((", StringComparison.Ordinal);
                var mark = request[at..(request.IndexOf("))", at, StringComparison.Ordinal) + 2)];
                if ((c.Number + served) % 7 == 0) return;
                if (request.Contains("\"stream\":true", StringComparison.Ordinal))
                {
                    await c.SendStreamHeadAsync();
                    foreach (var piece in Encoding.UTF8.GetBytes(Prompts.Event(mark) + Prompts.Finish + Prompts.UsageEvent + Prompts.Done).Chunk(100)) await c.SendChunkAsync(piece);
                    await c.SendChunkAsync("");
                }
                else await c.SendJsonAsync(Prompts.Whole.Replace("fine", mark, StringComparison.Ordinal));
            }
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], WeakSpec = "circuitBreaker: {consecutiveFailures: 1000}", Fallbacks = "" });
        async Task<int> AskAsync(int worker)
        {
            var good = 0;
            for (var i = 0; i < 60; i++)
            {
                var mark = $"(({worker}-{i}-{new string((char)('a' + worker), 1 + ((i * 37) % 3000))}))";
                var answer = await drill.Router.AskAsync(i % 2 == 0 ? Prompts.Chat(mark) : Prompts.Streamed(mark));
                if (answer.Status != 200) continue;
                good++;
                Assert.Contains(mark, answer.Text, StringComparison.Ordinal);
                Assert.Equal(2, answer.Text.Split("((").Length);
            }

            return good;
        }

        var good = await Task.WhenAll(Enumerable.Range(0, 12).Select(AskAsync));
        Assert.True(good.Sum() > 12 * 60 / 2, $"only {good.Sum()} were answered");
        await drill.Router.CountsAsync(12 * 60, "llm_requests_total");
        await drill.Router.CountsAsync(good.Sum(), "llm_requests_total", ("status", "200"));
    }

    [Fact]
    public async Task A_stream_under_way_ends_whole_when_the_router_is_stopped()
    {
        await using var upstream = new ScriptedUpstream(async c =>
        {
            while (await c.ReadRequestAsync() is not null)
            {
                await c.SendStreamHeadAsync();
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
                for (var i = 0; i < 15; i++)
                {
                    await c.SendChunkAsync(Prompts.Event("word"));
                    await timer.WaitForNextTickAsync();
                }

                await c.SendChunkAsync(Prompts.Finish + Prompts.Done);
                await c.SendChunkAsync("");
            }
        });
        var files = new ManifestFiles();
        files.Write("all.yaml", ManifestText.Tier("weak"), ManifestText.Slice("weak", 0, upstream.Port), ManifestText.Policy("models: [auto]\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]"));
        await using var router = await RouterUnderTest.StartAsync(files, o => o with { ShutdownTimeout = TimeSpan.FromSeconds(20) });
        using var response = await router.SendAsync(Prompts.Streamed());
        var reading = Answer.ReadAsync(response);
        await router.StopAsync();
        Assert.Equal("[DONE]", (await reading).Events[^1]);
    }
}
