using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>An operator that keeps its connection and says nothing.</summary>
public sealed class SilenceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_silent_connection_is_given_up_after_three_heartbeats(bool answers)
    {
        await using var pushed = await Pushed.PrepareAsync();
        if (!answers)
        {
            pushed.Server.Instead = async http =>
            {
                var gone = new TaskCompletionSource();
                http.RequestAborted.Register(gone.SetResult);
                await gone.Task;
                return true;
            };
        }

        var time = new ManualTime();
        var link = new OperatorLink(time);
        using var client = new OperatorClient(new OperatorOptions { Address = pushed.Server.Address, TokenFile = pushed.Token, AuthorityFile = pushed.Authority });
        using var stopping = new CancellationTokenSource();
        var following = new FrameSubscriber(client, "default", _ => null, link, time, new Random(1), NullLogger<FrameSubscriber>.Instance).RunAsync(stopping.Token);
        await Harness.Eventually.IsAsync(() => pushed.Server.Asked.Count == 1 && (!answers || link.State.IsSynced), () => "never asked");
        time.Advance(TimeSpan.FromSeconds(14));
        Assert.Null(link.State.Fault);
        time.Advance(TimeSpan.FromSeconds(1));
        await Harness.Eventually.IsAsync(() => link.State.Fault == "said nothing for 15 s", () => link.State.ToString());
        await Harness.Eventually.IsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return pushed.Server.Asked.Count >= 2;
            },
            () => "never asked again");
        await stopping.CancelAsync();
        await following;
    }

    [Fact]
    public async Task Connections_that_take_too_long_are_tried_again_until_one_is_good()
    {
        await using var pushed = await Pushed.PrepareAsync();
        pushed.Follow = options => options with { ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        pushed.Publish(pushed.Snapshot);
        await pushed.RouterStartsAsync();
        await pushed.ServesAsync(pushed.Snapshot.Revision);
        var port = pushed.Server.Port;
        await pushed.Server.DisposeAsync();
        using (new MuteServer(port)) await pushed.FaultBecomesAsync("cannot be reached: no connection in time");

        await pushed.OperatorStartsAsync(port);
        pushed.Publish(pushed.Snapshot with { Policies = [Pushed.Policy with { Models = ["changed"] }] });
        await pushed.Router.StatusBecomesAsync(status => (string?)status["policies"]![0]!["models"]![0] == "changed");
        await pushed.ReportedAsync(report => report.Acknowledged?.Slots.Any(slot => slot.Kind == FrameKind.Config) == true);
    }

    [Fact]
    public async Task Connections_that_begin_well_and_end_at_once_are_tried_ever_more_seldom()
    {
        await using var pushed = await Pushed.PrepareAsync();
        pushed.Server.Instead = async http =>
        {
            byte[] begun = [.. FrameCodec.Encode(new HelloFrame { Gateway = "default" }), .. FrameCodec.Encode(new HeartbeatFrame()), .. "not a frame\n"u8];
            await http.Response.Body.WriteAsync(begun);
            return true;
        };
        var time = new ManualTime();
        var link = new OperatorLink(time);
        using var client = new OperatorClient(new OperatorOptions { Address = pushed.Server.Address, TokenFile = pushed.Token, AuthorityFile = pushed.Authority });
        using var stopping = new CancellationTokenSource();
        var following = new FrameSubscriber(client, "default", _ => null, link, time, new Random(1), NullLogger<FrameSubscriber>.Instance).RunAsync(stopping.Token);
        var began = time.GetUtcNow();
        await Harness.Eventually.IsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                return pushed.Server.Asked.Count >= 7;
            },
            () => "never asked again");
        // 100, 200 … 3,200 ms, each at least half.
        Assert.True(time.GetUtcNow() - began >= TimeSpan.FromSeconds(3), $"seven times in {time.GetUtcNow() - began}");
        await stopping.CancelAsync();
        await following;
    }
}
