using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Runtime.Caches;
using static LlmRouting.Operator.Tests.Reconcilers.Tiers.ReconciledTier;

namespace LlmRouting.Operator.Tests.Reconcilers.Tiers;

/// <summary>Kinds of others come and go while tiers serve.</summary>
public sealed class OptionalKindTests
{
    private const string Crd = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: podmonitors.monitoring.coreos.com}
        spec:
          group: monitoring.coreos.com
          scope: Namespaced
          names: {kind: PodMonitor, listKind: PodMonitorList, plural: podmonitors, singular: podmonitor}
          versions:
          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
        """;

    [Fact]
    public async Task A_tier_stays_as_it_is_without_Prometheus_kinds_and_is_scraped_again_when_they_are_back()
    {
        await using var test = await StartAsync();
        var kind = test.Caches.PodMonitors;
        using var stop = new CancellationTokenSource();
        using var found = new SemaphoreSlim(0);
        kind.Installed += () => found.Release();
        kind.Store.AddSource();
        kind.Store.SourceSynced();
        test.Server.Objects.Add(Crd);
        var running = kind.RunAsync(test.Client, test.Time, _ => [], stop.Token);
        await found.WaitAsync();
        await test.SettleAsync();
        Assert.NotNull(test.Find("podmonitors.monitoring.coreos.com"));
        Assert.Equal("Starting", test.Ready.Reason);

        test.Server.Objects.Delete("customresourcedefinitions.apiextensions.k8s.io", "", "podmonitors.monitoring.coreos.com");
        while (test.Server.Objects.Serves("monitoring.coreos.com/v1", "PodMonitor")) await Task.Yield();
        await test.SettleAsync();
        Assert.Equal("Starting", test.Ready.Reason);
        Assert.DoesNotContain("PodMonitor", test.Ready.Message, StringComparison.Ordinal);
        Assert.False(kind.IsInstalled);

        test.Server.Objects.Add(Crd);
        while (!await found.WaitAsync(TimeSpan.Zero))
        {
            test.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await test.SettleAsync();
        Assert.NotNull(test.Find("podmonitors.monitoring.coreos.com"));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_right_on_PodMonitors_that_is_missing_is_a_note()
    {
        await using var test = await StartAsync();
        var report = new WriteReport(test.Caches, test.Caches.Tiers.Find(Key)!.Value!, new FaultWords(test.Time));
        await report.TryAsync(OurResources.PodMonitors, "small", () => throw new LlmRouting.Operator.Kubernetes.KubernetesException(System.Net.HttpStatusCode.Forbidden, "Forbidden", "no"));
        Assert.Empty(report.Blocking);
        Assert.Contains("PodMonitor small", Assert.Single(report.Notes).Message, StringComparison.Ordinal);
        Assert.True(report.HasRefusals);
    }
}
