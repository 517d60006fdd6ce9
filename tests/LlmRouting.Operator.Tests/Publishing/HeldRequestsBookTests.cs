using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class HeldRequestsBookTests
{
    private readonly ManualTime time = new();
    private readonly HeldRequestsBook book;
    private readonly List<string> changed = [];

    public HeldRequestsBookTests()
    {
        book = new HeldRequestsBook(time, TimeSpan.FromSeconds(15));
        book.Changed += changed.AddRange;
    }

    [Fact]
    public void The_total_is_over_all_pods_and_says_when_it_changes()
    {
        Take("a", 3);
        Take("b", 4);
        Take("b", 4);
        Assert.Equal(7, book.Total("t"));
        Assert.Equal(["t", "t"], changed);
        Take("a", 0);
        Assert.Equal(4, book.Total("t"));
    }

    [Fact]
    public void What_a_pod_held_expires_with_it()
    {
        Take("a", 3);
        time.Advance(TimeSpan.FromSeconds(10));
        Take("b", 4);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(4, book.Total("t"));
        changed.Clear();
        book.Sweep();
        Assert.Equal(["t"], changed);
    }

    [Fact]
    public void A_sum_that_is_too_large_does_not_overflow()
    {
        Take("a", int.MaxValue);
        Take("b", int.MaxValue);
        Assert.Equal(int.MaxValue, book.Total("t"));
    }

    private void Take(string pod, int requests) => book.Take("default", Samples.Peer(pod), [new HeldRequests("t", requests, 0)]);
}
