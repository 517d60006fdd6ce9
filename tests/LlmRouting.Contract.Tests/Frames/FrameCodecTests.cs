using System.Text;
using System.Text.Json;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Tests.Frames;

public sealed class FrameCodecTests
{
    private static Frame? Decode(string line) => FrameCodec.Decode(Encoding.UTF8.GetBytes(line));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"kind\":7}")]
    [InlineData("{\"kind\":\"config\"")]
    [InlineData("{\"kind\":\"endpoints\",\"schema\":1,\"order\":{\"transitions\":1,\"sequence\":1}}")]
    [InlineData("{\"kind\":\"splits\",\"schema\":1,\"splits\":null}")]
    [InlineData("{\"kind\":\"splits\",\"schema\":1,\"order\":{\"transitions\":1,\"sequence\":-1}}")]
    [InlineData("{\"kind\":\"heartbeat\",\"schema\":99}")]
    [InlineData("{\"kind\":\"heartbeat\",\"schema\":1} trailing")]
    public void What_is_no_frame_is_refused(string line) => Assert.ThrowsAny<JsonException>(() => Decode(line));

    [Fact]
    public void An_unknown_kind_is_passed_over_and_an_unknown_member_ignored()
    {
        Assert.Null(Decode("""{"schema":1,"kind":"weather","sun":true}"""));
        Assert.IsType<HeartbeatFrame>(Decode("""{"schema":1,"later":{"a":[1]},"order":{"transitions":1,"sequence":2},"kind":"heartbeat"}"""));
    }

    [Theory]
    [InlineData("""{"kind":"config","schema":1,"order":{"transitions":1,"sequence":7},"policies":[{"retry":{"retryOn":["Whim"]}}]}""", FrameKind.Config, null)]
    [InlineData("""{"kind":"splits","schema":99,"order":{"transitions":1,"sequence":7},"tier":"default/weak"}""", FrameKind.Splits, null)]
    [InlineData("""{"baseUrls":{},"tier":"default/weak","order":{"transitions":1,"sequence":7},"kind":"endpoints"}""", FrameKind.Endpoints, "default/weak")]
    public void A_frame_whose_head_can_be_read_is_known_by_it(string line, FrameKind kind, string? tier)
    {
        var unreadable = Assert.IsType<UnreadableFrame>(FrameCodec.Receive(Encoding.UTF8.GetBytes(line)));
        Assert.Equal((new FrameSlot(kind, tier), new FrameOrder(1, 7)), (unreadable.Slot, unreadable.Order));
    }

    [Theory]
    [InlineData("{\"kind\":\"config\",]")]
    [InlineData("<html>")]
    [InlineData("{\"kind\":\"hello\",\"schema\":1}")]
    [InlineData("{\"kind\":\"heartbeat\",\"schema\":99}")]
    [InlineData("{\"kind\":\"endpoints\",\"schema\":1}")]
    [InlineData("{\"kind\":\"config\",\"schema\":99,\"order\":7}")]
    public void What_belongs_nowhere_is_no_frame(string line) => Assert.ThrowsAny<JsonException>(() => FrameCodec.Receive(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void A_frame_reads_as_documented()
    {
        var frame = new EndpointsFrame { Tier = "default/weak", BaseUrls = ["http://10.0.0.7:8000"], Order = new FrameOrder(3, 481) };
        Assert.Equal("""{"kind":"endpoints","schema":1,"order":{"transitions":3,"sequence":481},"tier":"default/weak","baseUrls":["http://10.0.0.7:8000"]}""" + "\n", Encoding.UTF8.GetString(FrameCodec.Encode(frame)));
    }

    [Fact]
    public void A_frame_longer_than_the_limit_is_neither_written_nor_read()
    {
        var giant = new SplitsFrame { Splits = [.. Enumerable.Repeat(new SplitSnapshot { RolloutUid = new string('u', 1 << 20), Rollout = "r", Policy = "p", Stable = "s", Canary = "c", Weight = 1 }, 17)] };
        Assert.Throws<JsonException>(() => FrameCodec.Encode(giant));
        Assert.Throws<JsonException>(() => FrameCodec.Decode(new byte[FrameProtocol.MaxFrameBytes + 1]));
    }

    [Fact]
    public void A_credential_shows_in_no_text_but_the_line()
    {
        var frame = new CredentialsFrame { Credentials = [new CredentialSnapshot("default/weak", "sk-secret", ["api.example.com"])], RequestIdKey = "signed-by-this"u8.ToArray() };
        Assert.Equal("signed-by-this"u8.ToArray(), ((CredentialsFrame)FrameCodec.Decode(FrameCodec.Encode(frame))!).RequestIdKey);
        Assert.DoesNotContain("sk-secret", frame.ToString(), StringComparison.Ordinal);
        Assert.Contains("sk-secret", Encoding.UTF8.GetString(FrameCodec.Encode(frame)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_survives_the_wire()
    {
        var report = new Report
        {
            Process = "p", Number = 7,
            Acknowledged = new Acknowledgement { Revision = "abc", ConfigRevision = "def", IsWhole = true, Slots = [new SlotOrder(FrameKind.Endpoints, "default/weak", new FrameOrder(1, 2))] },
            Refused = [new FrameRefusal(FrameKind.Config, null, new FrameOrder(1, 3), ["why"])],
            Held = [new HeldRequests("default/weak", 3, 1.5)],
            Draining = [new DrainingEndpoint("default/weak", "http://10.0.0.7:8000", 4, new FrameOrder(1, 4))],
            Canary = [new CanaryCounter { RolloutUid = "u", Epoch = 2, Side = CanarySide.Canary, Bucket = 12, BeganSecondsAgo = 3, Requests = 5, Failures = 1 }],
        };
        var bytes = ReportCodec.Encode(report);
        Assert.Equal(bytes, ReportCodec.Encode(ReportCodec.Decode(bytes)));
        Assert.Contains("\"kind\":\"endpoints\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.True(ReportCodec.DecodeAnswer(ReportCodec.Encode(new ReportAnswer(true))).SendAll);
    }
}
