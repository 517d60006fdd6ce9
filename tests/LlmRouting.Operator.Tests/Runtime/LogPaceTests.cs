using LlmRouting.Operator.Runtime;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Runtime;

public sealed class LogPaceTests
{
    [Fact]
    public void Ten_at_once_then_one_a_second_that_says_how_many_were_withheld()
    {
        var time = new ManualTime();
        var pace = new LogPace(time);
        Assert.Equal(10, Enumerable.Range(0, 1000).Count(_ => pace.Take() is 0));
        time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Null(pace.Take());
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(991, pace.Take());
        Assert.Null(pace.Take());
    }

    [Fact]
    public void What_others_made_is_cut()
    {
        Assert.Equal("/apis", LogPace.Cut("/apis"));
        Assert.Equal(201, LogPace.Cut(new string('a', 32_000)).Length);
    }
}
