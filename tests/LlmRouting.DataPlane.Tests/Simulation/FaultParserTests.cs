using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class FaultParserTests
{
    [Fact]
    public void Clauses_add_up()
    {
        Assert.Equal(
            new Fault { Kind = FaultKind.Status, Status = 503, RetryAfter = TimeSpan.FromSeconds(2), Delay = TimeSpan.FromMilliseconds(1500), Probability = 0.1, Count = 3 },
            Fault.Parse("status=503; retry-after=2; delay=1.5s; probability=0.1; count=3"));
        Assert.Equal(
            new Fault { Kind = FaultKind.Stall, AfterEvents = 4, StallFor = TimeSpan.FromSeconds(30), ChunkBytes = 7, FirstTokenDelay = TimeSpan.FromMinutes(1) },
            Fault.Parse("stall=4;for=30s;chunk=7;first-token-delay=1m"));
    }

    [Theory]
    [InlineData("1m30s", 90_000)]
    [InlineData("0.5h", 1_800_000)]
    [InlineData("250us", 0.25)]
    [InlineData("0", 0)]
    public void Durations_are_written_as_everywhere_else(string text, double milliseconds) => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Fault.Parse("delay=" + text).Delay);

    [Theory]
    [InlineData("hang", FaultKind.Hang)]
    [InlineData("hang-after-headers", FaultKind.HangAfterHeaders)]
    [InlineData("reset", FaultKind.Reset)]
    [InlineData("close", FaultKind.Close)]
    [InlineData("garbage", FaultKind.Garbage)]
    [InlineData("cut=0", FaultKind.Cut)]
    [InlineData("end=0", FaultKind.End)]
    [InlineData("error-event=0", FaultKind.ErrorEvent)]
    [InlineData("chunk=1", FaultKind.None)]
    public void Every_way_to_fail_has_a_word(string text, FaultKind kind) => Assert.Equal(kind, Fault.Parse(text).Kind);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("explode", "'explode' is not understood")]
    [InlineData("status=200", "'status=200' is not understood")]
    [InlineData("hang=1", "'hang=1' is not understood")]
    [InlineData("delay=2", "'delay=2' is not understood")]
    [InlineData("delay=s", "'delay=s' is not understood")]
    [InlineData("delay=1000h", "'delay=1000h' is not understood")]
    [InlineData("delay=99999999999999999999s", "is not understood")]
    [InlineData("cut=-1", "'cut=-1' is not understood")]
    [InlineData("probability=1.5", "'probability=1.5' is not understood")]
    [InlineData("hang;reset", "'reset' comes after another way to fail")]
    [InlineData("cut=1;cut=2", "'cut' is given twice")]
    [InlineData("hang;retry-after=2", "'retry-after' needs 'status'")]
    [InlineData("cut=2;for=1s", "'for' needs 'stall'")]
    public void What_is_wrong_is_said_with_what_is_allowed(string text, string error)
    {
        Assert.False(Fault.TryParse(text, out _, out var said));
        Assert.Contains(error, said, StringComparison.Ordinal);
        Assert.Contains(Fault.Grammar, said, StringComparison.Ordinal);
    }
}
