using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Events;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Runtime.Events;

public sealed class EventRecorderTests : IAsyncLifetime
{
    private const string Path = "/apis/events.k8s.io/v1/namespaces/t/events";
    private static readonly ObjectReference Gold = new() { ApiVersion = "llmrouting.dev/v1alpha1", Kind = "ModelTier", Namespace = "t", Name = "gold", Uid = "u" };

    private readonly WatchedTime time = new();
    private readonly ScriptedApi api = new();
    private readonly OperatorMetrics metrics = new();
    private readonly CancellationTokenSource stop = new();
    private readonly KubernetesClient client;
    private readonly EventRecorder recorder;
    private Task running = Task.CompletedTask;

    public EventRecorderTests()
    {
        client = api.Client(time);
        recorder = new EventRecorder(client, "operator-0", time, NullLogger.Instance, metrics);
    }

    public Task InitializeAsync()
    {
        running = recorder.RunAsync(stop.Token);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        await api.DisposeAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20));
        client.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task Writes_what_the_API_demands_and_repeats_as_a_patch_of_the_series()
    {
        recorder.Warning(Gold, "Reconcile", "ImagePullFailed", "no such image");
        recorder.Warning(Gold, "Reconcile", "ImagePullFailed", "no such image");
        var create = await api.NextAsync("POST " + Path);
        Assert.Equal(
            ("2026-01-01T00:00:00.000000Z", "llmrouting.dev/operator", "operator-0", "Warning", "u"),
            ((string?)create.Body["eventTime"], (string?)create.Body["reportingController"], (string?)create.Body["reportingInstance"], (string?)create.Body["type"], (string?)create.Body["regarding"]!["uid"]));
        Assert.Null(create.Body["series"]);
        await create.AnswerAsync(create.Body.ToJsonString(), "201 Created");
        var patch = await api.NextAsync($"PATCH {Path}/{create.Body["metadata"]!["name"]}");
        Assert.Equal("""{"series":{"count":2,"lastObservedTime":"2026-01-01T00:00:00.000000Z"}}""", patch.Body.ToJsonString());
        await patch.RefuseAsync(404, "NotFound", name: (string?)create.Body["metadata"]!["name"]);
        // The Event has expired meanwhile: its count goes on in a new one of the same name.
        Assert.Equal(2, (int?)(await api.NextAsync("POST " + Path)).Body["series"]!["count"]);
    }

    [Fact]
    public async Task A_write_that_is_refused_is_dropped_and_the_next_one_is_made()
    {
        recorder.Normal(Gold, "Scale", "ScaledUp", "one");
        recorder.Normal(Gold, "Scale", "ScaledUp", "two");
        await (await api.NextAsync("POST " + Path)).RefuseAsync(403, "Forbidden");
        Assert.Equal("two", (string?)(await api.NextAsync("POST " + Path)).Body["note"]);
        Assert.Contains("llm_operator_events_total{result=\"failed\"} 1\n", metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_never_waits_for_a_hanging_API_server_and_what_does_not_fit_is_counted()
    {
        recorder.Normal(Gold, "Scale", "ScaledUp", "first");
        await api.NextAsync("POST " + Path);
        for (var i = 0; i < 1010; i++) recorder.Normal(Gold, "Scale", "ScaledUp", $"{i}");
        Assert.Contains("llm_operator_events_total{result=\"dropped\"} 10\n", metrics.Render(), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(10));
        await api.NextAsync("POST " + Path);
    }
}
