using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Accounting;

public sealed class FeedbackStateTests
{
    private readonly ManualTime time = new();
    private readonly RequestIdCodec codec;
    private readonly FeedbackState feedback;

    public FeedbackStateTests()
    {
        codec = new("0123456789abcdef"u8.ToArray(), time);
        feedback = new(codec, time);
    }

    [Fact]
    public void A_vote_tells_what_the_request_was()
    {
        Assert.Null(feedback.Vote("key", codec.Write("ns/p", "ns/small", SplitSide.Canary, 3, "key"), 1, out var claims));
        Assert.Equal(("ns/p", "ns/small", SplitSide.Canary, 3), (claims.Policy, claims.Tier, claims.Side, claims.Epoch));
    }

    [Fact]
    public void An_id_takes_one_vote()
    {
        var id = Id();
        Assert.Null(Vote(id));
        Assert.Equal((409, "already_rated"), Vote(id));
        Assert.Null(Vote(Id()));
        Assert.Equal(2, feedback.Count);
    }

    [Fact]
    public async Task Of_concurrent_votes_on_an_id_one_is_taken()
    {
        var id = Id();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Vote(id))));
        Assert.Single(taken, t => t is null);
    }

    [Fact]
    public void Only_the_key_that_asked_may_rate() => Assert.Equal((404, "request_not_found"), Vote(Id(), key: "other"));

    [Fact]
    public void A_long_key_id_may_rate_too()
    {
        var key = new string('k', 64);
        Assert.Null(Vote(codec.Write("p", "t", SplitSide.None, 0, key), key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void A_rating_is_1_to_5(int rating)
    {
        var refusal = feedback.Vote("key", Id(), rating, out _)!;
        Assert.Equal((400, "rating"), (refusal.Status, refusal.Param));
        Assert.Equal(0, feedback.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("req_forged")]
    public void A_forged_id_is_not_found(string? id) => Assert.Equal((404, "request_not_found"), Vote(id));

    [Fact]
    public void After_7_days_a_request_is_closed_and_its_vote_forgotten()
    {
        var (early, never) = (Id(), Id());
        Vote(early);
        time.Advance(FeedbackState.Open);
        Assert.Equal((409, "already_rated"), Vote(early));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((410, "request_too_old"), Vote(never));
        time.Advance(TimeSpan.FromHours(1));
        Vote(Id());
        Assert.Equal(1, feedback.Count);
    }

    [Fact]
    public void When_memory_is_full_old_hours_close_but_no_id_is_rated_twice()
    {
        var small = new FeedbackState(codec, time, maxVotes: 10);
        List<string> ids = [];
        for (var hour = 0; hour < 20; hour++, time.Advance(TimeSpan.FromHours(1)))
        {
            ids.AddRange([Id(), Id(), Id()]);
            foreach (var id in ids[^3..]) Assert.Null(small.Vote("key", id, 5, out _));
            Assert.InRange(small.Count, 1, 10);
        }
        Assert.All(ids, id => Assert.NotNull(small.Vote("key", id, 5, out _)));
    }

    [Fact]
    public void When_one_hour_fills_the_memory_further_votes_are_503()
    {
        var small = new FeedbackState(codec, time, maxVotes: 2);
        small.Vote("key", Id(), 5, out _);
        small.Vote("key", Id(), 5, out _);
        var refusal = small.Vote("key", Id(), 5, out _)!;
        Assert.Equal(503, refusal.Status);
        Assert.NotNull(refusal.RetryAfter);
    }

    private string Id() => codec.Write("ns/p", "ns/t", SplitSide.None, 0, "key");

    private (int, string)? Vote(string? id, string key = "key") => feedback.Vote(key, id, 5, out _) is { } refusal ? (refusal.Status, refusal.Code) : null;
}
