using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using static LlmRouting.Operator.Tests.Reconcilers.Tiers.ReconciledTier;

namespace LlmRouting.Operator.Tests.Reconcilers.Tiers;

/// <summary>Pods and data planes have the same key, or the tier says why not.</summary>
public sealed class VllmKeyTests
{
    private static readonly string Secret = ApiNames.VllmKeyOf(Name);

    [Fact]
    public async Task A_key_that_was_lost_is_made_anew_and_rolls_the_pods_which_read_it_once()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        var (template, key) = (test.Template, Key(test));
        test.Server.Objects.Delete("secrets", Namespace, Secret);
        await test.SeeAsync();
        await test.SettleAsync();
        Assert.NotEqual(key, Key(test));
        Assert.NotEqual(template, test.Template);
        Assert.DoesNotContain(Key(test), test.Deployment.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_is_late_rolls_nothing()
    {
        await using var test = await StartAsync();
        await test.ReconcileAsync();
        var template = test.Template;
        await test.SeeTierAsync();
        await test.SeeChildrenAsync();
        await test.ReconcileAsync();
        Assert.Equal(template, test.Template);
        await test.SettleAsync();
        Assert.Equal(template, test.Template);
    }

    [Fact]
    public async Task A_key_without_its_label_is_named_and_nothing_rolls()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        var template = test.Template;
        test.Server.Objects.Change("secrets", Namespace, Secret, secret => secret["metadata"]!["labels"]!.AsObject().Remove(ApiNames.SecretLabel));
        await test.SeeAsync();
        await test.SettleAsync();
        Assert.Equal("SecretNotLabelled", test.Ready.Reason);
        Assert.Contains($"kubectl label secret {Secret} llmrouting.dev/secret=vllm-key", test.Ready.Message, StringComparison.Ordinal);
        Assert.Equal(template, test.Template);
    }

    [Theory]
    [InlineData(true, "RefNotUsable", "stringData[key]: is required")]
    [InlineData(false, "SecretNotLabelled", "label")]
    public async Task A_Secret_that_came_back_without_its_key_is_named_and_nothing_rolls(bool labelled, string reason, string word)
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        var template = test.Template;
        test.Server.Objects.Delete("secrets", Namespace, Secret);
        var labels = labelled ? new JsonObject { [ApiNames.SecretLabel] = ApiNames.VllmKeySecret } : [];
        test.Server.Objects.Create("secrets", Namespace, new JsonObject { ["metadata"] = new JsonObject { ["name"] = Secret, ["labels"] = labels }, ["data"] = new JsonObject { ["other"] = "eA==" } });
        await test.SeeAsync();
        await test.SettleAsync();
        Assert.Equal(reason, test.Ready.Reason);
        Assert.Contains(word, test.Ready.Message, StringComparison.Ordinal);
        Assert.Equal(template, test.Template);
    }

    [Fact]
    public async Task Pods_are_not_rolled_on_to_a_key_that_cannot_be_kept()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        var template = test.Template;
        test.Server.Objects.Delete("secrets", Namespace, Secret);
        await test.SeeAsync();
        using (test.Server.Faults.Answer(request => request.Method == "POST" && request.Path.Value!.EndsWith("/secrets", StringComparison.Ordinal), 403, """
            {"kind":"Status","apiVersion":"v1","status":"Failure","message":"secrets is forbidden","reason":"Forbidden","code":403}
            """))
        {
            await test.SettleAsync();
            Assert.Equal("Forbidden", test.Ready.Reason);
            Assert.Equal(template, test.Template);
        }

        await test.SettleAsync();
        Assert.NotEqual("Forbidden", test.Ready.Reason);
    }

    private static string Key(ReconciledTier test) => (string)test.Find("secrets", Secret)!["data"]![ApiNames.VllmKeyEntry]!;
}
