using FsCheck;
using FsCheck.Fluent;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Accounting;

public sealed class RequestIdCodecTests
{
    private readonly ManualTime time = new();
    private readonly RequestIdCodec codec;

    public RequestIdCodecTests() => codec = new("0123456789abcdef"u8.ToArray(), time);

    [Fact]
    public void Another_replica_with_the_same_key_reads_what_was_written()
    {
        time.Advance(TimeSpan.FromMilliseconds(1234));
        var id = codec.Write("ns/default", "ns/small-v2", SplitSide.Canary, 7, "abc234");
        Assert.True(new RequestIdCodec("0123456789abcdef"u8.ToArray(), time).TryRead(id, out var claims));
        Assert.Equal((time.GetUtcNow(), "ns/default", "ns/small-v2", SplitSide.Canary, 7, "abc234"), (claims.At, claims.Policy, claims.Tier, claims.Side, claims.Epoch, claims.KeyId));
    }

    [Fact]
    public void What_the_last_two_keys_signed_is_still_read()
    {
        string Write() => codec.Write("default/p", "default/t", SplitSide.None, 0, "k");
        var ids = new List<string> { Write() };
        foreach (var key in (byte[][])["1123456789abcdef"u8.ToArray(), "2123456789abcdef"u8.ToArray(), "2123456789abcdef"u8.ToArray(), "3123456789abcdef"u8.ToArray()])
        {
            codec.Use(key);
            ids.Add(Write());
        }

        Assert.Equal([false, true, true, true, true], ids.Select(id => codec.TryRead(id, out _)));
    }

    [Fact]
    public void Any_names_make_an_id_of_at_most_200_header_safe_characters()
    {
        var names = Gen.Choose(0, 400).SelectMany(length => Gen.Elements('a', '-', '/', '한', 'é').ListOf(length)).Select(c => string.Concat(c));
        Check.QuickThrowOnFailure(Prop.ForAll(names.ToArbitrary(), names.ToArbitrary(), names.ToArbitrary(), (policy, tier, key) =>
        {
            var id = codec.Write(policy, tier, SplitSide.Stable, int.MaxValue, key);
            return id.Length <= 200 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && codec.TryRead(id, out var claims)
                && claims.Policy == RequestIdCodec.Shorten(policy) && claims.Tier == RequestIdCodec.Shorten(tier) && claims.KeyId == RequestIdCodec.Shorten(key);
        }));
    }

    [Fact]
    public void Long_names_that_begin_alike_stay_apart()
    {
        var name = new string('n', 60);
        Assert.NotEqual(RequestIdCodec.Shorten(name + "/a"), RequestIdCodec.Shorten(name + "/b"));
        Assert.Equal(RequestIdCodec.Shorten(name), RequestIdCodec.Shorten(RequestIdCodec.Shorten(name)));
        Assert.Equal(new string('n', 38), RequestIdCodec.Shorten(new string('n', 38)));
    }

    [Fact]
    public void Any_changed_character_is_refused()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ =\n";
        var id = codec.Write("ns/default", "ns/small", SplitSide.None, 0, "key");
        codec.TryRead(id, out var original);
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, id.Length - 1).ToArbitrary(), Gen.Elements(alphabet.ToCharArray()).ToArbitrary(), (at, c) =>
        {
            // The last character's unused bits may differ; the claims, and so the one vote, are the same.
            var read = codec.TryRead(id[..at] + c + id[(at + 1)..], out var claims);
            return !read || claims == original;
        }));
    }

    [Fact]
    public void Another_keys_signature_is_refused() =>
        Assert.False(new RequestIdCodec("fedcba9876543210"u8.ToArray(), time).TryRead(codec.Write("p", "t", SplitSide.None, 0, "k"), out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("req_")]
    [InlineData("req_AAAA")]
    [InlineData("req_%%%%")]
    [InlineData("chatcmpl-123")]
    public void What_is_not_ours_is_refused(string? id) => Assert.False(codec.TryRead(id, out _));

    [Fact]
    public void Any_text_is_read_without_a_fault()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text => !codec.TryRead("req_" + text, out _)));
        for (var length = 0; length < 300; length++) Assert.False(codec.TryRead("req_" + new string('A', length), out _));
    }

    [Fact]
    public async Task Ids_never_repeat_within_a_millisecond()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 5_000).Select(_ => codec.Write("p", "t", SplitSide.None, 0, "k")).ToList())));
        Assert.Equal(20_000, ids.SelectMany(i => i).Distinct().Count());
    }

    [Fact]
    public void A_short_key_is_no_key() => Assert.Throws<ArgumentOutOfRangeException>(() => new RequestIdCodec(new byte[15], time));

    [Fact]
    public void Writing_allocates_only_the_id()
    {
        for (var i = 0; i < 100; i++) codec.Write("ns/default", "ns/small", SplitSide.None, 0, "key");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var id = codec.Write("ns/default", "ns/small", SplitSide.None, 0, "key");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 32 + (2 * id.Length));
    }
}
