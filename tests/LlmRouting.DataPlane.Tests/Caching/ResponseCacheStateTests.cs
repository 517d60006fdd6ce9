using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Caching;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Caching;

public sealed class ResponseCacheStateTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTime time = new();

    [Fact]
    public void What_was_set_is_found_until_its_ttl_S3_3()
    {
        var cache = new ResponseCacheState(time);
        Assert.True(cache.Set(Key(1), Response(10), Hour));
        time.Advance(Hour - TimeSpan.FromTicks(1));
        Assert.True(cache.TryGet(Key(1), out var found));
        Assert.Equal((200, 10, 7), (found.Status, found.Body.Length, found.CompletionTokens));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.False(cache.TryGet(Key(1), out _));
        Assert.Equal((0, 0), (cache.Count, cache.Bytes));
    }

    [Fact]
    public void A_hit_does_not_lengthen_the_ttl_and_a_set_does()
    {
        var cache = new ResponseCacheState(time);
        cache.Set(Key(1), Response(10), Hour);
        time.Advance(Hour / 2);
        Assert.True(cache.TryGet(Key(1), out _));
        time.Advance(Hour / 2);
        Assert.False(cache.TryGet(Key(1), out _));
        cache.Set(Key(1), Response(10), Hour);
        time.Advance(Hour / 2);
        cache.Set(Key(1), Response(20), Hour);
        time.Advance(Hour / 2);
        Assert.True(cache.TryGet(Key(1), out var found));
        Assert.Equal(20, found.Body.Length);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void The_least_recently_used_goes_first()
    {
        var cache = new ResponseCacheState(time, maxBytes: 5_000);
        for (var i = 1; i <= 3; i++) cache.Set(Key(i), Response(1_000), Hour);
        Assert.True(cache.TryGet(Key(1), out _));
        cache.Set(Key(4), Response(1_000), Hour);
        Assert.True(cache.TryGet(Key(1), out _));
        Assert.False(cache.TryGet(Key(2), out _));
        Assert.True(cache.TryGet(Key(3), out _));
    }

    [Fact]
    public void Answers_above_1_MiB_are_not_kept()
    {
        var cache = new ResponseCacheState(time);
        Assert.True(cache.Set(Key(1), Response(1 << 20), Hour));
        Assert.False(cache.Set(Key(2), Response((1 << 20) + 1), Hour));
    }

    [Fact]
    public void Bytes_never_exceed_the_maximum()
    {
        var sets = Gen.Choose(0, 40).Zip(Gen.Choose(0, 3_000)).ListOf();
        Check.QuickThrowOnFailure(Prop.ForAll(sets.ToArbitrary(), list =>
        {
            var cache = new ResponseCacheState(time, maxBytes: 10_000);
            foreach (var (key, size) in list)
            {
                cache.Set(Key(key), Response(size), Hour);
                if (cache.Bytes > 10_000 || !cache.TryGet(Key(key), out var found) || found.Body.Length != size) return false;
            }
            return true;
        }));
    }

    [Fact]
    public async Task Concurrent_use_stays_bounded_and_whole()
    {
        var cache = new ResponseCacheState(time, maxBytes: 20_000);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                cache.Set(Key((worker + i) % 50), Response(100 + ((worker + i) % 50)), Hour);
                if (cache.TryGet(Key(i % 50), out var found)) Assert.Equal(100 + (i % 50), found.Body.Length);
            }
        })));
        Assert.InRange(cache.Bytes, 1, 20_000);
    }

    private static CachedResponse Response(int bytes) => new(200, "application/json", new byte[bytes], 5, 7);

    private static CacheKey Key(int number) => CacheKey.Of(
        "k", new PolicySnapshot { Namespace = "ns", Name = "p", Uid = "u", Models = [], Tiers = [], OnClassifierFailure = "s", Routes = [] },
        new TierSnapshot { Namespace = "ns", Name = "t", Uid = "t", Model = "m" }, SplitSide.None, "Chat", BitConverter.GetBytes(number));
}
