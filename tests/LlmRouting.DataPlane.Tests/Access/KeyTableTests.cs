using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Errors;
using Microsoft.Extensions.Primitives;

namespace LlmRouting.DataPlane.Tests.Access;

public sealed class KeyTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PolicySnapshot Policy = new()
    {
        Namespace = "team-a", Name = "default", Uid = "u", Models = ["auto"], Tiers = [], OnClassifierFailure = "strong", Routes = [],
    };

    private readonly GeneratedKey mine = ApiKeys.Generate("team-a", ["default"], "free", Now.AddDays(1));
    private readonly GeneratedKey other = ApiKeys.Generate("team-b", []);
    private readonly KeyTable table;

    public KeyTableTests() => table = new([mine.Stored, other.Stored]);

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    [InlineData("BEARER   ")]
    public void A_known_key_lets_its_caller_in(string scheme)
    {
        Assert.Null(table.Authenticate(scheme + mine.Key, Now, out var caller));
        Assert.Equal((mine.Stored.Id, "team-a", "free"), (caller.Id, caller.Namespace, caller.LimitClass));
    }

    [Fact]
    public void Without_keys_everybody_is_refused()
    {
        AssertRefused("invalid_api_key", new KeyTable([]).Authenticate("Bearer " + mine.Key, Now, out var caller));
        Assert.False(caller.MayUse(Policy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public void Nothing_given_says_how_to_give_a_key(string header) =>
        Assert.StartsWith("You didn't provide an API key", AssertRefused("missing_api_key", table.Authenticate(header, Now, out _)).Message);

    [Fact]
    public void A_missing_header_is_refused() => AssertRefused("missing_api_key", table.Authenticate(StringValues.Empty, Now, out _));

    [Fact]
    public void Two_headers_are_refused_even_when_both_are_right() =>
        AssertRefused("invalid_api_key", table.Authenticate(new StringValues(["Bearer " + mine.Key, "Bearer " + mine.Key]), Now, out _));

    [Fact]
    public void The_secret_of_another_key_is_refused()
    {
        var mixed = $"llmr_{mine.Stored.Id}_{other.Key.Split('_')[2]}";
        AssertRefused("invalid_api_key", table.Authenticate("Bearer " + mixed, Now, out _));
    }

    [Fact]
    public void Any_change_to_a_key_is_refused_and_never_echoed()
    {
        var edits = Gen.Choose(0, mine.Key.Length - 1).Zip(Gen.Choose(0, 0xFFFF));
        Check.QuickThrowOnFailure(Prop.ForAll(edits.ToArbitrary(), edit =>
        {
            var changed = mine.Key[..edit.Item1] + (char)edit.Item2 + mine.Key[(edit.Item1 + 1)..];
            var refusal = table.Authenticate("Bearer " + changed, Now, out _);
            return changed == mine.Key || (refusal is { Status: 401 } && !refusal.ToString().Contains(changed[5..17]));
        }));
    }

    [Theory]
    [InlineData("sk-proj-1234")]
    [InlineData("llmr_")]
    [InlineData("llmr__")]
    [InlineData("llmr_id")]
    [InlineData("llmr_id_")]
    [InlineData("llmr__secret")]
    [InlineData("llmr_id_secret with space")]
    [InlineData("llmr_id_비밀")]
    public void What_is_not_our_form_is_refused(string key) => AssertRefused("invalid_api_key", table.Authenticate("Bearer " + key, Now, out _));

    [Fact]
    public void A_huge_header_is_refused() => AssertRefused("invalid_api_key", table.Authenticate("Bearer llmr_a_" + new string('x', 1 << 20), Now, out _));

    [Fact]
    public void A_key_holds_to_its_end_and_no_longer()
    {
        Assert.Null(table.Authenticate("Bearer " + mine.Key, Now.AddDays(1), out _));
        AssertRefused("expired_api_key", table.Authenticate("Bearer " + mine.Key, Now.AddDays(1).AddTicks(1), out _));
    }

    [Fact]
    public void Only_who_holds_the_secret_learns_that_a_key_has_expired() =>
        AssertRefused("invalid_api_key", table.Authenticate($"Bearer llmr_{mine.Stored.Id}_wrong", Now.AddDays(2), out _));

    [Fact]
    public void Broken_hashes_and_ids_claimed_twice_let_nobody_in()
    {
        var broken = new KeyTable([mine.Stored with { Sha256 = "" }, other.Stored, other.Stored with { Namespace = "thief" }]);
        AssertRefused("invalid_api_key", broken.Authenticate("Bearer " + mine.Key, Now, out _));
        AssertRefused("invalid_api_key", broken.Authenticate("Bearer " + other.Key, Now, out _));
    }

    [Fact]
    public void A_key_may_use_the_policies_it_names_of_its_own_namespace()
    {
        table.Authenticate("Bearer " + mine.Key, Now, out var caller);
        Assert.True(caller.MayUse(Policy));
        Assert.False(caller.MayUse(Policy with { Name = "other" }));
        Assert.False(caller.MayUse(Policy with { Namespace = "team-b" }));
    }

    [Fact]
    public void A_key_that_names_no_policies_may_use_all_of_its_own_namespace()
    {
        table.Authenticate("Bearer " + other.Key, Now, out var caller);
        Assert.True(caller.MayUse(Policy with { Namespace = "team-b", Name = "any" }));
        Assert.False(caller.MayUse(Policy));
        Assert.True(Caller.Anonymous.MayUse(Policy));
    }

    [Fact]
    public void Success_allocates_nothing()
    {
        var header = new StringValues("Bearer " + mine.Key);
        for (var i = 0; i < 100; i++) table.Authenticate(header, Now, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) table.Authenticate(header, Now, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Refusal AssertRefused(string code, Refusal? refusal)
    {
        Assert.Equal((401, "authentication_error", code), (refusal?.Status ?? 0, refusal?.Type, refusal?.Code));
        return refusal!;
    }
}
