using System.Text;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>Whatever the other end does, what was served is served, the reason is shown, and a good connection is taken when there is one.</summary>
public sealed class MisbehavingOperatorTests
{
    private static readonly byte[] Hello = FrameCodec.Encode(new HelloFrame { Gateway = "default", Lineage = "a" });

    public static TheoryData<string, string> Answers => new()
    {
        { "garbage", "no frame" },
        { "mid-line", "ended" },
        { "no-hello", "hello" },
        { "other-gateway", "other" },
        { "html", "no frame" },
        { "401", "401" },
        { "403", "may not read gateway 'default': pods of namespace x" },
        { "404", "404" },
        { "406", "406" },
        { "503", "503" },
        { "redirect", "elsewhere" },
        { "reset", "ended" },
    };

    private static async Task AnswerAsync(HttpContext http, string how)
    {
        var response = http.Response;
        switch (how)
        {
            case "garbage": await response.Body.WriteAsync((byte[])[.. Hello, .. "{\"kind\":\"config\",]\n"u8]); break;
            case "mid-line": await response.Body.WriteAsync((byte[])[.. Hello, .. "{\"kind\":\"keys\",\"sch"u8]); break;
            case "no-hello": await response.Body.WriteAsync(FrameCodec.Encode(new KeysFrame())); break;
            case "other-gateway": await response.Body.WriteAsync(FrameCodec.Encode(new HelloFrame { Gateway = "other" })); break;
            case "html": await response.WriteAsync("<html>\n<body>Welcome</body>\n"); break;
            case "redirect": response.Redirect("https://localhost:1/elsewhere"); break;
            case "reset": await response.Body.WriteAsync(Hello); await response.Body.FlushAsync(); http.Abort(); break;
            default: response.StatusCode = int.Parse(how, System.Globalization.CultureInfo.InvariantCulture); await response.WriteAsync("pods of namespace x"); break;
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_bad_answer_is_named_and_a_good_one_taken(string how, string said)
    {
        await using var pushed = await Pushed.StartAsync();
        pushed.Server.Instead = async http =>
        {
            await AnswerAsync(http, how);
            return true;
        };
        pushed.Server.Cut();
        await Eventually.IsAsync(() => pushed.Router.Log.Text.Contains(said, StringComparison.Ordinal) && pushed.Server.Asked.Count >= 3, () => pushed.Router.Log.Text);
        (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
        (await pushed.Router.AdminAsync("/ready")).IsOk();
        pushed.Server.Instead = _ => Task.FromResult(false);
        await pushed.ConnectedAsync();
        var changed = pushed.Snapshot with { Policies = [Pushed.Policy with { Models = ["changed"] }] };
        pushed.Publish(changed);
        await pushed.Router.StatusBecomesAsync(status => (string?)status["policies"]![0]!["models"]![0] == "changed");
    }

    /// <summary>A newer operator knows a way to match that this data plane does not.</summary>
    [Fact]
    public async Task A_frame_that_cannot_be_read_is_refused_and_those_after_it_are_served()
    {
        await using var pushed = await Pushed.PrepareAsync();
        var snapshot = pushed.Snapshot with { Splits = [new SplitSnapshot { RolloutUid = "r", Rollout = "default/r", Policy = "default/default", Stable = "default/weak", Canary = "default/strong", Weight = 100, Epoch = 1 }] };
        pushed.Publish(snapshot);
        await pushed.RouterStartsAsync();
        await pushed.Router.StatusBecomesAsync(status => status["configuration"]!["appliedAt"] is not null);
        Assert.Equal("strong-model", (await pushed.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-model"]);

        var rule = new KeywordRule { Name = "k", Label = ComplexityLabel.Complex, Any = ["a"], Match = KeywordMatch.Substring };
        var config = FrameCodec.Encode(new ConfigFrame
        {
            Policies = [Pushed.Policy with { Classifiers = [new ClassifierSnapshot { Name = "c", Heuristic = new HeuristicSnapshot { Keywords = [rule] } }] }], Tiers = snapshot.Tiers, Order = pushed.NextOrder(),
        });
        byte[] splits = FrameCodec.Encode(new SplitsFrame { Splits = [], Order = pushed.NextOrder() });
        var newer = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(config).Replace("\"match\":\"Substring\"", "\"match\":\"Sound\"", StringComparison.Ordinal));
        Assert.NotEqual(config, newer);
        pushed.Server.Send([.. newer, .. splits, .. FrameCodec.Encode(new HeartbeatFrame())]);
        await pushed.ReportedAsync(report => report.Refused is [{ Kind: FrameKind.Config, Order.Sequence: 102, Problems: [var problem] }] && problem.Contains("cannot be read", StringComparison.Ordinal));
        await pushed.ReportedAsync(report => report.Acknowledged?.Slots.Any(slot => slot is { Kind: FrameKind.Splits, Order.Sequence: 103 }) == true);
        Assert.Equal("weak-model", (await pushed.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-model"]);
        Assert.Single(pushed.Server.Asked);

        pushed.Publish(pushed.Snapshot with { Policies = [Pushed.Policy with { Models = ["auto", "more"] }] });
        await pushed.Router.StatusBecomesAsync(status => status["policies"]![0]!["models"]!.AsArray().Count == 2 && status["operator"]!["refused"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task A_line_without_end_is_given_up()
    {
        await using var pushed = await Pushed.StartAsync();
        var piece = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
        for (var i = 0; i < 18; i++) pushed.Server.Send(piece);
        await Eventually.IsAsync(() => pushed.Router.Log.Text.Contains("a line is longer", StringComparison.Ordinal), () => pushed.Router.Log.Text);
        await pushed.ConnectedAsync();
        (await pushed.Router.AskAsync(Prompts.Chat())).IsOk();
    }

    [Fact]
    public async Task A_frame_in_pieces_is_a_frame()
    {
        await using var pushed = await Pushed.StartAsync();
        var line = FrameCodec.Encode(new ConfigFrame { Policies = [Pushed.Policy with { Models = ["pieces"] }], Tiers = pushed.Snapshot.Tiers, Order = pushed.NextOrder() });
        foreach (var piece in line.Chunk(97)) pushed.Server.Send(piece);
        await pushed.Router.StatusBecomesAsync(status => (string?)status["policies"]![0]!["models"]![0] == "pieces");
    }

    [Fact]
    public async Task Only_the_given_authority_is_trusted_and_a_rotated_one_is_read()
    {
        await using var pushed = await Pushed.PrepareAsync();
        using var other = new TestAuthority();
        pushed.Publish(pushed.Snapshot);
        File.WriteAllText(pushed.Authority, other.Pem);
        await pushed.RouterStartsAsync();
        await pushed.FaultBecomesAsync("certificate is not trusted");
        Assert.Empty(pushed.Server.Tokens);
        File.WriteAllText(pushed.Authority, other.Pem + "\n" + pushed.Authorities.Pem);
        await pushed.ServesAsync(pushed.Snapshot.Revision);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_not_the_operators()
    {
        await using var pushed = await Pushed.PrepareAsync();
        await using var impostor = await FrameServer.StartAsync(pushed.Authorities, "impostor");
        pushed.Follow = options => options with { Address = impostor.Address };
        await pushed.RouterStartsAsync();
        await pushed.FaultBecomesAsync("certificate is not trusted");
        Assert.Empty(impostor.Tokens);
    }

    [Fact]
    public async Task The_token_is_read_again_for_every_connection()
    {
        await using var pushed = await Pushed.StartAsync();
        File.WriteAllText(pushed.Token, "token-2");
        pushed.Server.Cut();
        await Eventually.IsAsync(() => pushed.Server.Tokens.Contains("Bearer token-2"), () => string.Join('\n', pushed.Server.Tokens));
        File.Delete(pushed.Token);
        pushed.Server.Cut();
        await pushed.FaultBecomesAsync("token");
        File.WriteAllText(pushed.Token, "token-3");
        await pushed.ConnectedAsync();
    }

    [Fact]
    public async Task Reports_go_to_the_holder_of_the_lease_and_never_to_plain_http()
    {
        await using var pushed = await Pushed.PrepareAsync();
        await using var holder = await FrameServer.StartAsync(pushed.Authorities);
        var plain = 0;
        pushed.Server.InsteadOfReports = http =>
        {
            http.Response.StatusCode = 307;
            http.Response.Headers.Location = Interlocked.Increment(ref plain) <= 2 ? $"http://localhost:{holder.Port}/v1/reports/default" : $"https://127.0.0.1:{holder.Port}/v1/reports/default";
            return true;
        };
        pushed.Publish(pushed.Snapshot);
        await pushed.RouterStartsAsync();
        await Eventually.IsAsync(() => holder.Reports.Any(report => report.Acknowledged is { IsWhole: true }), () => pushed.Router.Log.Text);
        Assert.Contains("not https", pushed.Router.Log.Text, StringComparison.Ordinal);
        Assert.Empty(pushed.Server.Reports);
        var answered = plain;
        pushed.PublishEndpoints("default/weak", Pushed.Url(pushed.Weak));
        await Eventually.IsAsync(() => holder.Reports.Any(report => report.Acknowledged is { IsWhole: false, Slots: [{ Tier: "default/weak" }] }), () => "the holder hears nothing");
        Assert.Equal(answered, plain);
    }

    [Fact]
    public async Task Who_asks_for_everything_gets_everything()
    {
        await using var pushed = await Pushed.StartAsync();
        await pushed.ReportedAsync(report => report.Acknowledged is { IsWhole: true, Slots.Count: 6 });
        pushed.Server.Reports.Clear();
        pushed.Server.AsksForAll = true;
        pushed.PublishEndpoints("default/weak", Pushed.Url(pushed.Weak));
        await pushed.ReportedAsync(report => report.Acknowledged is { IsWhole: true, Slots.Count: 6 });
        pushed.Server.AsksForAll = false;
    }
}
