using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Leases;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Runtime.Leases;

public sealed class ElectionTests : IAsyncLifetime
{
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/t/leases";
    private const string One = Leases + "/op";

    private readonly WatchedTime time = new();
    private readonly ScriptedApi api = new();
    private readonly KubernetesClient client;
    private readonly OperatorMetrics metrics = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Election election;
    private readonly TaskCompletionSource fit = new();
    private int version = 100;
    private Task running = Task.CompletedTask;

    public ElectionTests()
    {
        client = api.Client(time);
        election = new Election(client, new ElectionOptions { Namespace = "t", Name = "op", Identity = "me" }, time, new Random(1), NullLogger.Instance, metrics);
    }

    public Task InitializeAsync()
    {
        fit.TrySetResult();
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
    public async Task Makes_the_Lease_with_six_digits_and_renews_it_every_2_s_with_its_version()
    {
        Assert.False(election.IsLeader);
        await (await api.NextAsync("GET " + One)).RefuseAsync(404, "NotFound", name: "op");
        var create = await api.NextAsync("POST " + Leases);
        Assert.Equal("2026-01-01T00:00:00.000000Z", (string?)create.Body["spec"]!["renewTime"]);
        await StoreAsync(create);
        time.Advance(await time.SetAsync(2, 2));
        Assert.True(election.IsLeader);
        var renew = await api.NextAsync("PUT " + One);
        Assert.Equal(("101", "2026-01-01T00:00:02.000000Z"), ((string?)renew.Body["metadata"]!["resourceVersion"], (string?)renew.Body["spec"]!["renewTime"]));
        await StoreAsync(renew);
        time.Advance(await time.SetAsync(2, 2));
        Assert.Equal("102", (string?)(await api.NextAsync("PUT " + One)).Body["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public async Task While_the_API_server_hangs_we_stop_leading_10_s_after_the_last_renewal_was_sent()
    {
        var changes = new List<bool>();
        election.Changed += () => changes.Add(election.IsLeader);
        await LeadAsync();
        var term = election.Term;
        time.Advance(await time.SetAsync(2, 2));
        await api.NextAsync("PUT " + One);
        time.Advance(TimeSpan.FromSeconds(7.999));
        Assert.True(election.IsLeader);
        Assert.False(term.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.False(election.IsLeader);
        time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.True(term.IsCancellationRequested);
        Assert.True(election.Term.IsCancellationRequested);
        Assert.Equal([true, false], changes);
    }

    [Fact]
    public async Task A_renewal_that_conflicts_is_followed_by_a_read_and_another_holder_ends_the_term()
    {
        await LeadAsync();
        time.Advance(await time.SetAsync(2, 2));
        await (await api.NextAsync("PUT " + One)).RefuseAsync(409, "Conflict");
        await (await api.NextAsync("GET " + One)).AnswerAsync(Held("other", 7));
        await time.SetAsync(2, 4.4);
        Assert.Equal((false, "other", 7), (election.IsLeader, election.HolderIdentity, election.LeaseTransitions));
    }

    [Fact]
    public async Task A_standby_says_who_leads_and_takes_over_15_s_after_the_last_renewal_it_saw()
    {
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromSeconds(15);)
        {
            await (await api.NextAsync("GET " + One)).AnswerAsync(Held("other", 7));
            var wait = await time.SetAsync(2, 4.4);
            Assert.Equal((false, "other", 7), (election.IsLeader, election.HolderIdentity, election.LeaseTransitions));
            time.Advance(wait);
            waited += wait;
        }

        await (await api.NextAsync("GET " + One)).AnswerAsync(Held("other", 7));
        var take = await api.NextAsync("PUT " + One);
        Assert.Equal(("50", 8), ((string?)take.Body["metadata"]!["resourceVersion"], (int?)take.Body["spec"]!["leaseTransitions"]));
        await StoreAsync(take);
        await time.SetAsync(2, 2);
        Assert.True(election.IsLeader);
        Assert.Contains("\nllm_operator_leader 1\n", metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_ends_the_belief_first_and_then_gives_the_Lease_back()
    {
        await LeadAsync();
        await stop.CancelAsync();
        var read = await api.NextAsync("GET " + One);
        Assert.False(election.IsLeader);
        await read.AnswerAsync(Held("me", 0));
        var release = await api.NextAsync("PUT " + One);
        Assert.Equal(("", 1, "50"), ((string?)release.Body["spec"]!["holderIdentity"], (int?)release.Body["spec"]!["leaseDurationSeconds"], (string?)release.Body["metadata"]!["resourceVersion"]));
        await StoreAsync(release);
    }

    [Fact]
    public async Task A_missing_right_is_said()
    {
        await (await api.NextAsync("GET " + One)).RefuseAsync(403, "Forbidden", "leases op is forbidden");
        await time.SetAsync(2, 4.4);
        Assert.Contains("leases op is forbidden", election.Fault, StringComparison.Ordinal);
    }

    private async Task LeadAsync()
    {
        await (await api.NextAsync("GET " + One)).RefuseAsync(404, "NotFound", name: "op");
        await StoreAsync(await api.NextAsync("POST " + Leases));
        await ScriptedApi.Until(() => election.IsLeader);
    }

    private Task StoreAsync(ScriptedRequest request)
    {
        var stored = request.Body;
        stored["metadata"]!["resourceVersion"] = $"{++version}";
        return request.AnswerAsync(stored.ToJsonString());
    }

    private static string Held(string by, int transitions) =>
        $$"""
        {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"op","namespace":"t","resourceVersion":"50"},
        "spec":{"holderIdentity":"{{by}}","leaseDurationSeconds":15,"acquireTime":"2020-01-01T00:00:00.000000Z","renewTime":"2020-01-01T00:00:00.000000Z","leaseTransitions":{{transitions}} } }
        """;
}
