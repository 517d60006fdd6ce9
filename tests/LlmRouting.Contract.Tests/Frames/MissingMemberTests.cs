using System.Text;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Contract.Tests.Frames;

/// <summary>Operator and data plane may be upgraded in either order, so each reads what the other's release before did not write.</summary>
public sealed class MissingMemberTests
{
    [Fact]
    public void A_report_without_its_lists_has_empty_ones()
    {
        var report = ReportCodec.Decode("""{"schema":1,"process":"p","number":1}"""u8);
        Assert.Empty(report.Refused);
        Assert.Empty(report.Held);
        Assert.Empty(report.Draining);
        Assert.Empty(report.Canary);
    }

    [Fact]
    public void A_frame_without_its_lists_has_empty_ones_and_the_defaults_of_its_records()
    {
        const string line = """
            {"kind":"config","order":{"transitions":0,"sequence":1},"schema":1,"revision":"r",
             "tiers":[{"namespace":"default","name":"small","uid":"u","model":"m"}],
             "policies":[{"namespace":"default","name":"p","uid":"u","models":["auto"],"tiers":[{"name":"weak","tier":"default/small"}],"onClassifierFailure":"weak","routes":[{"tier":"weak"}]}]}
            """;
        var config = Assert.IsType<ConfigFrame>(FrameCodec.Decode(Encoding.UTF8.GetBytes(line.ReplaceLineEndings(""))));
        Assert.Empty(config.Policies[0].Fallbacks);
        Assert.Equal(2, config.Policies[0].Retry.Attempts);
        Assert.NotEmpty(config.Tiers[0].Capabilities);
        Assert.Equal(TimeSpan.FromSeconds(300), config.Tiers[0].Timeouts.Total);
    }
}
