using System.Text;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class ReportsEndpointTests : IAsyncLifetime
{
    private static readonly FrameSlot Config = new(FrameKind.Config);
    private static readonly FrameOrder Order = new(0, 20);
    private OperatorUnderTest test = null!;

    public async Task InitializeAsync()
    {
        test = await OperatorUnderTest.StartAsync();
        test.Publishers.Of("default").PublishSnapshot(
        [
            new EndpointsFrame { Tier = "models/small", BaseUrls = [] },
            new ConfigFrame { Revision = "r2" },
            new SplitsFrame { Splits = [new SplitSnapshot { RolloutUid = "u", Rollout = "r", Policy = "models/p", Stable = "s", Canary = "c", Weight = 1, Epoch = 2 }] },
        ]);
    }

    public async Task DisposeAsync() => await test.DisposeAsync();

    [Fact]
    public async Task The_leader_takes_a_report()
    {
        using var answer = await test.PostAsync(Report(1));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.False(ReportCodec.DecodeAnswer(await answer.Content.ReadAsByteArrayAsync()).SendAll);
        Assert.Equal(new GatewayReadiness(1, 1), test.Books.Acknowledgements.Count("default", Config, Order));
        Assert.Equal(3, test.Books.Held.Total("models/small"));
    }

    [Fact]
    public async Task The_tokens_pod_is_the_reporter_whatever_the_body_says()
    {
        var text = Encoding.UTF8.GetString(ReportCodec.Encode(Report(1)));
        using var answer = await test.PostAsync(Encoding.UTF8.GetBytes("{\"podUid\":\"forged\",\"pod\":\"forged\"," + text[1..]));
        Assert.Equal(200, (int)answer.StatusCode);
        using var again = await test.PostAsync(Report(2));
        Assert.Equal(1, test.Books.Acknowledgements.Count("default", Config, Order).Ready);
    }

    [Fact]
    public async Task A_replay_changes_nothing()
    {
        await test.PostAsync(Report(1) with { Held = [new HeldRequests("models/small", 9, 1)] });
        await test.PostAsync(Report(2));
        await test.PostAsync(Report(1) with { Held = [new HeldRequests("models/small", 9, 1)] });
        Assert.Equal(3, test.Books.Held.Total("models/small"));
    }

    [Fact]
    public async Task A_gateway_wakes_only_its_own_tiers_and_counts_only_for_its_own_rollouts()
    {
        await test.PostAsync(Report(1) with
        {
            Held = [new HeldRequests("others/tier", 9, 1)],
            Canary = [Counter("others", 2), Counter("u", 2), Counter("u", 1), Counter("u", 9)],
        });
        Assert.Equal(0, test.Books.Held.Total("others/tier"));
        Assert.Equal(default, test.Books.Canaries.Total("others", 2, CanarySide.Canary));
        Assert.Equal(new CanaryEvidence(5, 1), test.Books.Canaries.Total("u", 2, CanarySide.Canary));
        Assert.Equal(new CanaryEvidence(5, 1), test.Books.Canaries.Total("u", 1, CanarySide.Canary));
        Assert.Equal(default, test.Books.Canaries.Total("u", 9, CanarySide.Canary));
    }

    [Fact]
    public async Task Another_service_account_is_403_and_changes_nothing()
    {
        test.Api.MayDo = (_, verb, path) => (verb, path) != ("create", "/v1/reports/default");
        using var answer = await test.PostAsync(Report(1));
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal(0, test.Books.Acknowledgements.Count("default", Config, Order).Ready);
        Assert.Equal(0, test.Books.Held.Total("models/small"));
    }

    [Fact]
    public async Task A_standby_sends_on_to_the_holder_and_without_one_asks_to_come_again()
    {
        test.IsLeader = false;
        using var nobody = await test.PostAsync(Report(1));
        Assert.Equal(503, (int)nobody.StatusCode);
        test.Holder = HolderIdentity.Of("op-1", "10.0.0.9:9443");
        using var answer = await test.PostAsync(Report(1));
        Assert.Equal(307, (int)answer.StatusCode);
        Assert.Equal("https://10.0.0.9:9443/v1/reports/default", answer.Headers.Location!.AbsoluteUri);
        Assert.Equal(0, test.Books.Acknowledgements.Count("default", Config, Order).Ready);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"process\":\"p\"}")]
    [InlineData("{\"process\":\"p\",\"number\":1,\"schema\":77}")]
    [InlineData("{\"process\":\"p\",\"number\":1,\"held\":null}")]
    [InlineData("{\"process\":\"p\",\"number\":1,\"held\":[null]}")]
    [InlineData("{\"process\":\"p\",\"number\":1,\"canary\":[null]}")]
    [InlineData("{\"process\":\"p\",\"number\":1,\"draining\":[null]}")]
    [InlineData("{\"process\":\"p\",\"number\":1,\"refused\":[null]}")]
    [InlineData("{\"process\":\"\",\"number\":1}")]
    [InlineData("{\"process\":\"p\",\"number\":1,\"acknowledged\":{\"revision\":\"r\",\"configRevision\":\"r\",\"slots\":[null]}}")]
    public async Task What_is_no_report_is_400(string body)
    {
        using var answer = await test.PostAsync(Encoding.UTF8.GetBytes(body));
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(0, test.Books.Acknowledgements.Count("default", Config, Order).Ready);
    }

    [Fact]
    public async Task A_report_that_is_too_long_is_413()
    {
        using var answer = await test.PostAsync(new byte[FrameProtocol.MaxReportBytes + 1]);
        Assert.Equal(413, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("op-0", null)]
    [InlineData("op-0_10.0.0.1:9443", "https://10.0.0.1:9443/")]
    [InlineData("op-0_[fd00::1]:9443", "https://[fd00::1]:9443/")]
    [InlineData("op-0_evil/path", null)]
    [InlineData("op-0_user@evil:1", null)]
    public void The_holders_name_carries_its_address(string? identity, string? address) =>
        Assert.Equal(address, HolderIdentity.AddressOf(identity)?.AbsoluteUri);

    private static Report Report(long number) => new()
    {
        Process = "p",
        Number = number,
        Acknowledged = new Acknowledgement { Revision = "s", ConfigRevision = "r2", IsWhole = true, Slots = [new SlotOrder(FrameKind.Config, null, Order)] },
        Held = [new HeldRequests("models/small", 3, 1)],
    };

    private static CanaryCounter Counter(string rollout, int epoch) =>
        new() { RolloutUid = rollout, Epoch = epoch, Side = CanarySide.Canary, Bucket = 1, BeganSecondsAgo = 1, Requests = 5, Failures = 1 };
}
