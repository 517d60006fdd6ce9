using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Scaling;
using LlmRouting.Operator.Tests.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Scaling;

/// <summary>Every step is taken by a reconciler made anew, as after a restart, of what stands on the Deployment.</summary>
public sealed class ScalingReconcilerTests : IAsyncLifetime
{
    private static readonly AutoscalingSpec Sleeper = new() { MinReplicas = 0, MaxReplicas = 4, ScaleDown = new ScalingRuleSpec { Stabilization = "60s" } };
    private ScriptedApi api = null!;
    private ScaledTier test = null!;
    private bool drained;
    private string answer = "{}";

    public async Task InitializeAsync()
    {
        api = await ScriptedApi.StartAsync(call => call.AnswerAsync(answer));
        test = new ScaledTier(api);
        test.Put(Sleeper);
        test.Deployment(1);
        test.Servers("10.0.0.1");
    }

    public Task DisposeAsync() => api.DisposeAsync().AsTask();

    [Fact]
    public async Task A_tier_sleeps_and_wakes_over_restarts_at_every_step()
    {
        Idle(60);
        await Restarted().ReconcileAsync(ScaledTier.ObjectKey, default);
        Assert.Equal((1, "draining"), Take());

        drained = true;
        var leader = Restarted();
        await leader.ReconcileAsync(ScaledTier.ObjectKey, default);
        Assert.Empty(Writes());
        Idle(16);
        await leader.ReconcileAsync(ScaledTier.ObjectKey, default);
        Assert.Equal((0, "asleep"), Take());

        test.Servers();
        await Restarted().ReconcileAsync(ScaledTier.ObjectKey, default);
        Assert.Empty(Writes());
        test.Held = 1;
        await Restarted().ReconcileAsync(ScaledTier.ObjectKey, default);
        Assert.Equal((1, null), Take());
    }

    [Fact]
    public async Task A_data_plane_that_comes_back_while_it_drains_is_waited_for()
    {
        test.Deployment(1, SleepMark.Draining);
        var leader = Restarted();
        drained = true;
        Idle(2);
        await leader.ReconcileAsync(ScaledTier.ObjectKey, default);
        // It says that it is not done within 15 s.
        Idle(14);
        await leader.ReconcileAsync(ScaledTier.ObjectKey, default);
        Assert.Empty(Writes());
        drained = false;
        Idle(4);
        await leader.ReconcileAsync(ScaledTier.ObjectKey, default);
        drained = true;
        Idle(14);
        await leader.ReconcileAsync(ScaledTier.ObjectKey, default);
        Assert.Empty(Writes());
    }

    [Fact]
    public async Task A_decision_names_the_version_it_was_made_upon()
    {
        Idle(60);
        await Restarted().ReconcileAsync(ScaledTier.ObjectKey, default);
        var write = JsonNode.Parse(Assert.Single(Writes()).Body)!;
        Assert.Equal(test.Caches.Deployments.Find(ScaledTier.ObjectKey)!.ResourceVersion, write["metadata"]!["resourceVersion"]!.GetValue<string>());
        Assert.Contains("fieldManager=llm-routing-scaler", Assert.Single(Writes()).Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SleepMark.Asleep, 0)]
    [InlineData(SleepMark.Draining, 1)]
    public async Task A_mark_that_another_manager_has_is_taken_off_too(string mark, int least)
    {
        test.Put(Sleeper with { MinReplicas = least });
        test.Deployment(2, mark);
        answer = $$"""{"metadata": {"name": "small", "resourceVersion": "777", "annotations": {"llmrouting.dev/sleep": "{{mark}}"} } }""";
        await Restarted().ReconcileAsync(ScaledTier.ObjectKey, default);
        Assert.Equal(2, Writes().Count);
        Assert.Equal("""{"metadata":{"resourceVersion":"777","annotations":{"llmrouting.dev/sleep":null}}}""", Writes()[1].Body);
    }

    [Fact]
    public async Task Direct_sets_replicas_itself()
    {
        test.Put(new AutoscalingSpec { MinReplicas = 1, MaxReplicas = 4, Source = ScalingSource.Direct, ScaleUp = new ScalingRuleSpec { Stabilization = "0s" } });
        test.Says("10.0.0.1", 70, 70);
        await Restarted().ReconcileAsync(ScaledTier.ObjectKey, default);
        Assert.Equal((4, null), Take());
    }

    [Theory]
    [InlineData(ScalingSource.Builtin)]
    [InlineData(ScalingSource.PodMetrics)]
    [InlineData(ScalingSource.Keda)]
    public async Task What_another_scales_is_left_alone(ScalingSource source)
    {
        test.Put(new AutoscalingSpec { MinReplicas = source == ScalingSource.Keda ? 0 : 1, MaxReplicas = 4, Source = source });
        Idle(600);
        test.Says("10.0.0.1", 500, 500);
        Assert.Null((await Restarted().ReconcileAsync(ScaledTier.ObjectKey, default)).Again);
        Assert.Empty(Writes());
    }

    [Fact]
    public async Task At_rest_nothing_is_written()
    {
        var leader = Restarted();
        for (var i = 0; i < 20; i++)
        {
            test.Says("10.0.0.1", 1, 0);
            test.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.NotNull((await leader.ReconcileAsync(ScaledTier.ObjectKey, default)).Again);
        }

        Assert.Empty(Writes());
    }

    private ScalingReconciler Restarted() =>
        new(test.Caches, test.Loads, new ReplicaWriter(test.Client), _ => drained, _ => false, test.Time, NullLogger<ScalingReconciler>.Instance);

    private void Idle(int seconds)
    {
        for (var i = 0; i < seconds; i += 2)
        {
            test.Says("10.0.0.1", 0, 0);
            test.Time.Advance(TimeSpan.FromSeconds(2));
        }

        test.Says("10.0.0.1", 0, 0);
    }

    private int taken;

    private IReadOnlyList<ScriptedCall> Writes() => [.. api.Calls.Skip(taken)];

    /// <summary>What was written, which the cache then has.</summary>
    private (int Replicas, string? Mark) Take()
    {
        var body = JsonNode.Parse(Assert.Single(Writes()).Body)!;
        taken++;
        var written = (body["spec"]!["replicas"]!.GetValue<int>(), body["metadata"]!["annotations"]?[SleepMark.Annotation]?.GetValue<string>());
        test.Deployment(written.Item1, written.Item2);
        return written;
    }
}
