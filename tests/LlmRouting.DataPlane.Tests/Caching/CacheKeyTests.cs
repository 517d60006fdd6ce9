using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Caching;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Tests.Caching;

public sealed class CacheKeyTests
{
    private static readonly PolicySnapshot Policy = new()
    {
        Namespace = "ns", Name = "p", Uid = "p1", Models = ["auto"], Tiers = [], OnClassifierFailure = "strong", Routes = [],
    };

    private static readonly TierSnapshot Tier = new() { Namespace = "ns", Name = "small", Uid = "t1", Model = "qwen" };

    [Fact]
    public void Equal_requests_have_equal_keys() => Assert.Equal(Key(), Key());

    [Fact]
    public void Everything_the_answer_depends_on_makes_another_key_S3_7a()
    {
        CacheKey[] keys =
        [
            Key(), Key(keyId: "other"), Key(policy: Policy with { Uid = "p2" }), Key(policy: Policy with { Namespace = "other" }),
            Key(tier: Tier with { Uid = "t2" }), Key(tier: Tier with { Name = "large" }), Key(tier: Tier with { Model = "glm" }), Key(tier: Tier with { ModelDigest = "1f" }),
            Key(tier: Tier with { DefaultTemperature = 0 }), Key(tier: Tier with { DefaultTemperature = 0.2m }), Key(tier: Tier with { DefaultMaxTokens = 64 }),
            Key(side: SplitSide.Stable), Key(side: SplitSide.Canary), Key(dialect: "Completions"), Key(body: "{\"temperature\":0 }"),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Neighbouring_texts_do_not_run_together()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>, NonEmptyString, NonNull<string>>((left, moved, right) =>
            Key(tier: Tier with { Name = left.Get + moved.Get, Model = right.Get }) != Key(tier: Tier with { Name = left.Get, Model = moved.Get + right.Get })));
    }

    private static CacheKey Key(
        string keyId = "k", PolicySnapshot? policy = null, TierSnapshot? tier = null, SplitSide side = SplitSide.None, string dialect = "Chat", string body = "{\"temperature\":0}") =>
        CacheKey.Of(keyId, policy ?? Policy, tier ?? Tier, side, dialect, System.Text.Encoding.UTF8.GetBytes(body));
}
