using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Leases;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Runtime.Leases;

/// <summary>A replica that has published nothing yet, and one that only looks on.</summary>
public sealed class UnfitElectionTests : IAsyncLifetime
{
    private const string One = "/apis/coordination.k8s.io/v1/namespaces/t/leases/op";

    private readonly WatchedTime time = new();
    private readonly ScriptedApi api = new();
    private readonly KubernetesClient client;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource fit = new();
    private readonly Election election;
    private Task running = Task.CompletedTask;

    public UnfitElectionTests()
    {
        client = api.Client(time);
        election = new Election(client, new ElectionOptions { Namespace = "t", Name = "op", Identity = "me" }, time, new Random(1), NullLogger.Instance, new OperatorMetrics());
    }

    public Task InitializeAsync()
    {
        running = election.RunAsync(fit.Task, stop.Token);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        await api.DisposeAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20));
        election.Dispose();
        client.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task Who_is_not_fit_to_lead_leaves_even_a_free_Lease_alone_and_stands_the_moment_it_is()
    {
        Assert.False(election.Looked.IsCompleted);
        await (await api.NextAsync("GET " + One)).AnswerAsync(Held("", 7));
        time.Advance(await time.SetAsync(2, 4.4));
        await (await api.NextAsync("GET " + One)).AnswerAsync(Held("", 7));
        await time.SetAsync(2, 4.4);
        Assert.Equal((true, 7, "uid-7", false), (election.Looked.IsCompletedSuccessfully, election.LeaseTransitions, election.Lineage, election.IsLeader));
        fit.SetResult();
        await (await api.NextAsync("GET " + One)).AnswerAsync(Held("", 7));
        Assert.Equal("me", (string?)(await api.NextAsync("PUT " + One)).Body["spec"]!["holderIdentity"]);
    }

    [Fact]
    public async Task A_failover_among_others_is_told_and_a_renewal_is_not()
    {
        var told = new List<int>();
        election.Changed += () => told.Add(election.LeaseTransitions);
        foreach (var (holder, transitions) in new[] { ("a", 5), ("a", 5), ("b", 6), ("b", 6) })
        {
            await (await api.NextAsync("GET " + One)).AnswerAsync(Held(holder, transitions));
            time.Advance(await time.SetAsync(2, 4.4));
        }

        Assert.Equal([6], told);
    }

    private static string Held(string by, int transitions) =>
        $$"""
        {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"op","namespace":"t","resourceVersion":"50","uid":"uid-7"},
        "spec":{"holderIdentity":"{{by}}","leaseDurationSeconds":15,"acquireTime":"2020-01-01T00:00:00.000000Z","renewTime":"2020-01-01T00:00:00.000000Z","leaseTransitions":{{transitions}} } }
        """;
}
