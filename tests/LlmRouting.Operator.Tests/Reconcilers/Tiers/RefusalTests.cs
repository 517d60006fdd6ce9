using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Tiers;
using Microsoft.AspNetCore.Http;
using static LlmRouting.Operator.Tests.Reconcilers.Tiers.ReconciledTier;

namespace LlmRouting.Operator.Tests.Reconcilers.Tiers;

/// <summary>What the API server refuses is said on the tier, and keeps nothing else from being done.</summary>
public sealed class RefusalTests
{
    private const string Denied = "admission webhook \\\"images.example.com\\\" denied the request: images come from registry.example.com";

    [Theory]
    [InlineData(400, "BadRequest", false)]
    [InlineData(403, "Forbidden", false)]
    [InlineData(500, "InternalError", true)]
    public async Task A_webhooks_words_stand_on_the_tier_whatever_code_it_has(int code, string reason, bool isTriedAgainSoon)
    {
        await using var test = await StartAsync("autoscaling: {maxReplicas: 3}");
        using (test.Server.Faults.Answer(request => Writes(request, "/deployments/small"), code, Status(code, reason)))
        {
            if (isTriedAgainSoon) await Assert.ThrowsAsync<KubernetesException>(test.ReconcileAsync);
            else Assert.NotNull((await test.ReconcileAsync()).Again);
            await test.SeeAsync();
        }

        Assert.Equal("False", test.Ready.Status);
        Assert.Contains("images come from registry.example.com", test.Ready.Message, StringComparison.Ordinal);
        Assert.NotNull(test.Find("horizontalpodautoscalers.autoscaling"));
        Assert.NotNull(test.Find("poddisruptionbudgets.policy"));
        await test.SettleAsync();
        Assert.Equal("Starting", test.Ready.Reason);
    }

    [Fact]
    public async Task A_fault_whose_text_is_another_at_every_try_is_told_once_in_five_minutes_and_anew_after_an_edit()
    {
        await using var test = await StartAsync();
        await FailAsync(test, "the certificate expired, it is 16:20:05");
        var version = (string?)test.Tier["metadata"]!["resourceVersion"];
        await FailAsync(test, "the certificate expired, it is 16:20:06");
        Assert.Equal(version, (string?)test.Tier["metadata"]!["resourceVersion"]);
        test.Server.Objects.Change("modeltiers.llmrouting.dev", Namespace, Name, tier => tier["spec"]!["costPerHour"] = "0.31");
        await test.SeeAsync();
        await FailAsync(test, "the certificate expired, it is 16:20:07");
        Assert.Contains("16:20:07", test.Ready.Message, StringComparison.Ordinal);
        test.Time.Advance(TimeSpan.FromMinutes(5));
        await FailAsync(test, "the certificate expired, it is 16:25:07");
        Assert.Contains("16:25:07", test.Ready.Message, StringComparison.Ordinal);
        await test.SettleAsync();
        test.Server.Objects.Delete("deployments.apps", Namespace, Name);
        await test.SeeAsync();
        await FailAsync(test, "something else");
        Assert.Contains("something else", test.Ready.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_asked_where_it_is_known_what_stands_on_a_tier_that_cannot_be_read()
    {
        await using var test = await StartAsync();
        test.CannotRead();
        await test.ReconcileAsync();
        await test.SeeTierAsync();
        test.CannotRead();
        test.Restart();
        var asked = 0;
        using var counting = test.Server.Faults.Abort(when: request =>
        {
            asked++;
            return false;
        });
        await test.ReconcileAsync();
        await test.ReconcileAsync();
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task An_edit_of_which_nothing_can_be_made_is_not_called_rolled_out()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        test.Server.Objects.Change("modeltiers.llmrouting.dev", Namespace, Name, tier => tier["spec"]!["gpu"]!["class"] = "h1000");
        await test.SeeAsync();
        await test.SettleAsync();
        Assert.Equal(("False", "UnknownGpuClass"), (test.Progressing.Status, test.Progressing.Reason));
    }

    [Fact]
    public async Task A_budget_that_is_refused_keeps_no_pods_from_rolling_out()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        test.Server.Objects.Change("poddisruptionbudgets.policy", Namespace, Name, budget => budget["spec"]!["maxUnavailable"] = 7);
        await test.SeeAsync();
        using var fault = test.Server.Faults.Answer(request => Writes(request, "/poddisruptionbudgets/small"), 403, Status(403, "Forbidden"));
        await test.ReconcileAsync();
        await test.SeeAsync();
        Assert.Equal(("Forbidden", "True"), (test.Ready.Reason, test.Progressing.Status));
    }

    [Fact]
    public async Task What_passes_by_itself_is_tried_again_and_not_told()
    {
        await using var test = await StartAsync();
        using (test.Server.Faults.Answer(request => Writes(request, "/deployments/small"), 409, Status(409, "Conflict")))
            Assert.True((await Assert.ThrowsAsync<KubernetesException>(test.ReconcileAsync)).IsConflict);
        Assert.Null(test.Tier["status"]);
    }

    [Fact]
    public async Task A_tier_that_may_not_be_held_says_so_and_is_made_all_the_same()
    {
        await using var test = await StartAsync();
        test.Server.Objects.Change("modeltiers.llmrouting.dev", Namespace, Name, tier => tier["metadata"]!.AsObject().Remove("finalizers"));
        await test.SeeAsync();
        using var fault = test.Server.Faults.Answer(request => Writes(request, "/modeltiers/small"), 403, Status(403, "Forbidden"));
        await test.ReconcileAsync();
        await test.SeeAsync();
        Assert.Equal("Forbidden", test.Ready.Reason);
        Assert.NotNull(test.Deployment);
    }

    [Fact]
    public async Task A_tier_that_cannot_be_read_can_be_deleted()
    {
        await using var test = await StartAsync();
        await test.SettleAsync();
        test.Server.Objects.Delete("modeltiers.llmrouting.dev", Namespace, Name);
        await test.SeeAsync();
        test.CannotRead();
        Assert.Equal("default/small", Assert.Single(DrainingSet.Of(test.Caches)).Tier);
        await test.ReconcileAsync();
        Assert.Null(test.Find("modeltiers.llmrouting.dev"));
    }

    [Fact]
    public async Task Of_one_that_cannot_be_read_other_finalizers_stay()
    {
        await using var test = await StartAsync();
        test.Server.Objects.Change("modeltiers.llmrouting.dev", Namespace, Name, tier => tier["metadata"]!["finalizers"]!.AsArray().Add("example.com/other"));
        test.Server.Objects.Delete("modeltiers.llmrouting.dev", Namespace, Name);
        await test.SeeAsync();
        test.CannotRead();
        await test.ReconcileAsync();
        Assert.Equal("example.com/other", (string?)Assert.Single(test.Tier["metadata"]!["finalizers"]!.AsArray()));
    }

    private static async Task FailAsync(ReconciledTier test, string words)
    {
        using var fault = test.Server.Faults.Answer(request => Writes(request, "/deployments/small"), 500, Status(500, "InternalError", words));
        await Assert.ThrowsAsync<KubernetesException>(test.ReconcileAsync);
        await test.SeeAsync();
    }

    private static bool Writes(HttpRequest request, string end) => request.Method == "PATCH" && request.Path.Value!.EndsWith(end, StringComparison.Ordinal);

    private static string Status(int code, string reason, string words = Denied) =>
        $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"{{words}}","reason":"{{reason}}","code":{{code}}}""";
}
