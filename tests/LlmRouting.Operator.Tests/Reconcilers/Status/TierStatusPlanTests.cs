using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Observing;
using LlmRouting.Operator.Reconcilers.Status;
using static LlmRouting.Operator.Tests.Reconcilers.Objects;

namespace LlmRouting.Operator.Tests.Reconcilers.Status;

public sealed class TierStatusPlanTests
{
    [Fact]
    public void A_tier_with_a_ready_replica_is_ready_and_costs_what_its_ready_replicas_cost()
    {
        var status = Plan(new TierFacts { Tier = Tier(), Deployment = new DeploymentView(3, 3, 2, 2, true, null) });
        AssertReady(status, "True", "Serving", "2 of 3 replicas are ready");
        Assert.Equal("False", Of(status.Conditions, "Available").Status);
        Assert.Equal("0.60", status.CostPerHour);
        Assert.Equal((3, 2, 3L), (status.Replicas, status.ReadyReplicas, status.ObservedGeneration));
    }

    [Fact]
    public void What_blocks_a_tier_is_its_reason_and_names_everything_at_once()
    {
        var status = Plan(new TierFacts { Tier = Tier(), Blocking = [new Finding("UnknownGpuClass", "there is no class l5"), new Finding("MissingSecret", "there is no Secret hf")] });
        AssertReady(status, "False", "UnknownGpuClass", "there is no class l5; there is no Secret hf");
    }

    [Theory]
    [InlineData(true, "False", "UnknownGpuClass", "there is no class l5")]
    [InlineData(false, "True", "RolledOut", "every replica is of the current spec")]
    public void A_spec_of_which_nothing_could_be_made_does_not_progress_whatever_runs_of_the_one_before(bool unmade, string value, string reason, string message)
    {
        var facts = new TierFacts { Tier = Tier(), Blocking = [new Finding("UnknownGpuClass", "there is no class l5")], Unmade = unmade, Deployment = new DeploymentView(1, 1, 1, 1, true, null) };
        var progressing = Of(Plan(facts).Conditions, "Progressing");
        Assert.Equal((value, reason, message), (progressing.Status, progressing.Reason, progressing.Message));
    }

    [Fact]
    public void A_first_spec_of_which_nothing_could_be_made_does_not_progress() =>
        Assert.Equal("MissingGpu", Of(Plan(new TierFacts { Tier = Tier(), Blocking = [new Finding("MissingGpu", "spec.gpu is required")], Unmade = true }).Conditions, "Progressing").Reason);

    [Fact]
    public void What_pods_start_with_is_said_only_where_some_may_start()
    {
        Finding pin = new("RevisionNotPinned", "a@main is served as it is when a pod starts");
        var facts = new TierFacts { Tier = Tier(), Notes = [pin, new Finding("Old", "apply the CRDs")], Deployment = new DeploymentView(1, 1, 0, 0, false, null) };
        Assert.Contains(pin.Message, Message(facts), StringComparison.Ordinal);
        Assert.Contains(pin.Message, Message(facts with { Deployment = new DeploymentView(1, 1, 1, 1, true, null) }), StringComparison.Ordinal);
        Assert.Equal("there is no class l5. apply the CRDs", Message(facts with { Blocking = [new Finding("UnknownGpuClass", "there is no class l5")] }));
        string Message(TierFacts of) => Of(Plan(of).Conditions, "Ready").Message;
    }

    [Fact]
    public void An_image_that_never_pulls_says_so_with_what_to_check()
    {
        var pod = new PodView("small-1", false, false, [], new Finding("ImagePullFailed", "cannot pull vllm/vllm-openai:v9.9.9: not found. Check spec.vllm.version"));
        var status = Plan(new TierFacts { Tier = Tier(), Deployment = new DeploymentView(1, 1, 0, 0, false, null), Pods = [pod] });
        AssertReady(status, "False", "ImagePullFailed", "cannot pull vllm/vllm-openai:v9.9.9: not found. Check spec.vllm.version");
        Assert.Contains("cannot pull", Of(status.Conditions, "Progressing").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sleeping_tier_is_ready_since_a_request_wakes_it()
    {
        var tier = Autoscaled(0);
        var status = Plan(new TierFacts { Tier = tier, Deployment = new DeploymentView(0, 0, 0, 0, true, null), Sleeping = true });
        AssertReady(status, "True", "Sleeping", "no replica runs; the first request wakes the tier");
        Assert.Equal("Sleeping", Of(status.Conditions, "ScalingActive").Reason);
    }

    [Fact]
    public void Zero_replicas_by_hand_are_not_ready() =>
        AssertReady(Plan(new TierFacts { Tier = Tier(), Deployment = new DeploymentView(0, 0, 0, 0, true, null) }), "False", "ScaledToZero", "spec.replicas is 0: raise it to serve again");

    [Fact]
    public void A_metrics_api_of_somebody_else_is_named_over_what_the_autoscaler_says()
    {
        var facts = new TierFacts
        {
            Tier = Autoscaled(1), Deployment = new DeploymentView(1, 1, 1, 1, true, null),
            Autoscaler = new AutoscalerView(1, false, "FailedGetExternalMetric", "no matching metrics"),
            Scaling = new Finding("MetricsApiOwnedByOther", "external.metrics.k8s.io belongs to keda"),
        };
        Assert.Equal("MetricsApiOwnedByOther", Of(Plan(facts).Conditions, "ScalingActive").Reason);
        Assert.Equal("FailedGetExternalMetric", Of(Plan(facts with { Scaling = null }).Conditions, "ScalingActive").Reason);
    }

    [Fact]
    public void An_external_tier_has_no_workload_to_speak_of()
    {
        var tier = Tier() with { Spec = Tier().Spec with { Vllm = null, External = new ExternalSpec { BaseUrl = "https://api.example.com/v1" } } };
        var status = Plan(new TierFacts { Tier = tier });
        Assert.Equal("External", Assert.Single(status.Conditions!).Reason);
        Assert.Equal("https://api.example.com/v1", status.Endpoint);
        Assert.Null(status.CostPerHour);
    }

    [Fact]
    public void A_status_that_says_the_same_is_equal_later_so_that_nothing_is_written()
    {
        var facts = new TierFacts { Tier = Tier(), Deployment = new DeploymentView(1, 1, 1, 1, true, null), Gauges = new TierGauges(12, 3, "120ms") };
        var first = Plan(facts);
        var second = TierStatusPlan.Plan(facts with { Tier = facts.Tier with { Status = first } }, Now.AddHours(1));
        Assert.Equal(first.Conditions!, second.Conditions!);
        Assert.Equal(first with { Conditions = null }, second with { Conditions = null });
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 99)]
    [InlineData(101, 100)]
    [InlineData(1234, 1200)]
    public void Gauges_keep_two_digits(int value, int shown) => Assert.Equal(shown, TierGauges.Bucket(value));

    private static ModelTier Autoscaled(int min) =>
        Tier() with { Spec = Tier().Spec with { Autoscaling = new AutoscalingSpec { MinReplicas = min, MaxReplicas = 4 } } };

    private static ModelTierStatus Plan(TierFacts facts) => TierStatusPlan.Plan(facts, Now);

    private static void AssertReady(ModelTierStatus status, string value, string reason, string message)
    {
        var ready = Of(status.Conditions, "Ready");
        Assert.Equal((value, reason, message), (ready.Status, ready.Reason, ready.Message));
    }
}
