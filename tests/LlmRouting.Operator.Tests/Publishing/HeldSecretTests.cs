using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Tests.Publishing;

/// <summary>A Secret has no conditions: what needs it says what is wrong with it.</summary>
public sealed class HeldSecretTests
{
    private static readonly ApiObject[] Others =
        [Samples.External("far"), Samples.Tier("small"), Samples.Policy("far", "far"), Samples.Policy("near", "small", "other"), Samples.Policy("third", "small", "third")];

    [Fact]
    public void A_credential_that_may_not_be_sent_any_more_is_served_on_and_its_tier_says_so()
    {
        var result = Compile(Good(), Samples.Credential(hosts: null), Samples.Key());
        Assert.Equal("models/far", result.Snapshot.Credentials.Single().Tier);
        Assert.Equal(3, result.Snapshot.Policies.Count);
        var said = Assert.Single(result.Problems, problem => problem.Object.Kind == nameof(ModelTier));
        Assert.Equal(("spec.external.apiKeySecretRef.name", ProblemReasons.RefNotUsable, ProblemSeverity.Error), (said.Path, said.Reason, said.Severity));
        Assert.Equal(
            "Secret provider has problems of its own: metadata.annotations[llmrouting.dev/hosts]: is required: the hosts this credential may be sent to, separated by commas; its last good version is served on", said.Message);
        Assert.Equal(result.Problems, Compile(result.Next, Samples.Credential(hosts: null), Samples.Key()).Problems);
    }

    [Theory]
    [InlineData(null, "far near third")]
    [InlineData("near", "near")]
    public void A_key_that_lost_its_entry_is_served_on_and_the_policies_that_it_opens_say_so(string? policies, string say)
    {
        var result = Compile(Good(), Samples.Credential(), Samples.Key(id: null, policies));
        Assert.Equal("k1", result.Snapshot.Keys.Single().Id);
        var said = result.Problems.Where(problem => problem.Object.Kind == nameof(RoutingPolicy)).ToList();
        Assert.Equal(say.Split(' '), said.Select(problem => problem.Object.Name));
        Assert.All(said, problem => Assert.Equal(
            (ProblemSeverity.Note, "Secret caller, an API key for it, has problems of its own: stringData[id]: is required; its last good version is served on"), (problem.Severity, problem.Message)));
    }

    [Fact]
    public void A_tier_that_came_to_name_a_faulty_Secret_is_held_itself_and_says_it_once()
    {
        var next = Samples.External("far", secret: "faulty");
        var result = Good().Compile(ManifestObjects.Of([next, .. Others[1..], Samples.Credential(), Samples.Key(), Samples.Credential(hosts: null, name: "faulty")]), [], new CompileOptions());
        Assert.Equal([nameof(ModelTier)], result.Held.Select(item => item.Kind));
        var said = Assert.Single(result.Problems, problem => problem.Object.Kind == nameof(ModelTier));
        Assert.DoesNotContain("served on", said.Message, StringComparison.Ordinal);
    }

    private static LastGood Good()
    {
        var good = Compile(LastGood.Nothing, Samples.Credential(), Samples.Key());
        Assert.Empty(good.Problems);
        return good.Next;
    }

    private static HeldCompilation Compile(LastGood memory, params Secret[] secrets) => memory.Compile(ManifestObjects.Of([.. Others, .. secrets]), [], new CompileOptions());
}
