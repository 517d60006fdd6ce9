using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Reconcilers.Status;
using static LlmRouting.Operator.Tests.Reconcilers.Objects;

namespace LlmRouting.Operator.Tests.Reconcilers.Status;

public sealed class PolicyStatusPlanTests
{
    [Fact]
    public void A_policy_every_data_plane_serves_is_programmed()
    {
        var status = Plan(new PolicyFacts { Policy = Policy(), Revision = "abc", Connected = 2, Programmed = 2 });
        Assert.All(status.Conditions!, condition => Assert.Equal("True", condition.Status));
        Assert.Equal(["Accepted", "ResolvedRefs", "Programmed", "ClassifierReady"], status.Conditions!.Select(condition => condition.Type));
        Assert.Equal((2, 2), (status.Gateways!.Ready, status.Gateways.Programmed));
    }

    [Fact]
    public void A_missing_tier_is_a_reference_and_not_a_fault_of_the_policy_itself()
    {
        var status = Plan(new PolicyFacts { Policy = Policy(), Problems = [Problem("spec.tiers[0].tierRef.name", "there is no ModelTier small", ProblemReasons.RefNotFound)] });
        Assert.Equal("True", Of(status.Conditions, "Accepted").Status);
        Assert.Equal(("False", "RefNotFound"), Says(status, "ResolvedRefs"));
        Assert.Equal(("False", "RefNotFound"), Says(status, "Programmed"));
    }

    [Fact]
    public void A_model_name_that_belongs_to_an_older_policy_names_its_owner()
    {
        var status = Plan(new PolicyFacts { Policy = Policy(), Problems = [Problem("spec.models[0]", "auto belongs to RoutingPolicy/first", ProblemReasons.ModelNameConflict)] });
        Assert.Equal(("False", "ModelNameConflict"), Says(status, "Accepted"));
        Assert.Contains("RoutingPolicy/first", Of(status.Conditions, "Accepted").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_update_says_that_the_last_good_version_is_served_on()
    {
        var facts = new PolicyFacts { Policy = Policy(), ServesOlder = true, Connected = 1, Programmed = 1, Problems = [Problem("spec.routes", "the last must have no when", ProblemReasons.Invalid)] };
        Assert.Contains("the last good version is served on", Of(Plan(facts).Conditions, "Accepted").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "NoGateway")]
    [InlineData(3, 1, "Pending")]
    public void Until_every_data_plane_has_it_it_is_not_programmed(int connected, int programmed, string reason) =>
        Assert.Equal(("False", reason), Says(Plan(new PolicyFacts { Policy = Policy(), Revision = "abc", Connected = connected, Programmed = programmed }), "Programmed"));

    [Fact]
    public void What_a_data_plane_refuses_is_said() =>
        Assert.Equal(("False", "RefusedByGateway"), Says(Plan(new PolicyFacts { Policy = Policy(), Connected = 1, Refusals = ["pod gw-1: schema 9 is newer"] }), "Programmed"));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    public void A_new_leader_keeps_what_was_said_of_the_same_configuration_until_it_is_said_again(int connected, int programmed)
    {
        var before = Plan(new PolicyFacts { Policy = Policy(), Revision = "abc", Connected = 2, Programmed = 2 });
        var facts = new PolicyFacts { Policy = Policy() with { Status = before }, Revision = "abc", Connected = connected, Programmed = programmed, IsSettling = true };
        var after = Plan(facts);
        Assert.Equal(Of(before.Conditions, "Programmed"), Of(after.Conditions, "Programmed"));
        Assert.Equal(before.Gateways, after.Gateways);
        Assert.Equal("False", Says(Plan(facts with { IsSettling = false }), "Programmed").Item1);
        Assert.Equal("False", Says(Plan(facts with { Revision = "abd" }), "Programmed").Item1);
    }

    private static ObjectProblem Problem(string path, string message, string reason) => new(Policy().Ref, path, message, reason);

    private static RoutingPolicyStatus Plan(PolicyFacts facts) => PolicyStatusPlan.Plan(facts, Now);

    private static (string, string) Says(RoutingPolicyStatus status, string type) => (Of(status.Conditions, type).Status, Of(status.Conditions, type).Reason);
}
