using System.Text;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>The flush unit is the event: each is delivered before the upstream sends the next.</summary>
public sealed class FlushDrillTests
{
    [Fact]
    public async Task Every_event_is_delivered_before_the_next_is_sent()
    {
        using var go = new SemaphoreSlim(0);
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendStreamHeadAsync();
            for (var i = 0; i < 20; i++)
            {
                await c.SendChunkAsync(Prompts.Event("event " + i));
                await go.WaitAsync();
            }

            await c.SendChunkAsync(Prompts.Finish + Prompts.Done);
            await c.SendChunkAsync("");
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        using var late = new CancellationTokenSource(Eventually.Deadline);
        using var response = await drill.Router.SendAsync(Prompts.Streamed(), cancellation: late.Token);
        await using var body = await response.Content.ReadAsStreamAsync(late.Token);
        for (var i = 0; i < 20; i++)
        {
            var expected = Prompts.Event("event " + i);
            var bytes = new byte[Encoding.UTF8.GetByteCount(expected)];
            await body.ReadExactlyAsync(bytes, late.Token);
            Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
            go.Release();
        }

        Assert.Equal(Prompts.Finish + Prompts.Done, await new StreamReader(body).ReadToEndAsync(late.Token));
    }

    [Fact]
    public async Task A_complete_event_does_not_wait_for_the_half_behind_it()
    {
        var release = new TaskCompletionSource();
        await using var upstream = new ScriptedUpstream(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendStreamHeadAsync();
            await c.SendChunkAsync(Prompts.Event("one") + Prompts.Finish[..10]);
            await release.Task;
            await c.SendChunkAsync(Prompts.Finish[10..] + Prompts.Done);
            await c.SendChunkAsync("");
        });
        await using var drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port] });
        using var late = new CancellationTokenSource(Eventually.Deadline);
        using var response = await drill.Router.SendAsync(Prompts.Streamed(), cancellation: late.Token);
        await using var body = await response.Content.ReadAsStreamAsync(late.Token);
        await body.ReadExactlyAsync(new byte[Prompts.Event("one").Length], late.Token);
        release.SetResult();
        Assert.Equal(Prompts.Finish + Prompts.Done, await new StreamReader(body).ReadToEndAsync(late.Token));
    }
}
