using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Caches;
using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Runtime.Queueing;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Scheduler and kubelet of one namespace, through the API: binds Pods, runs a simulated vLLM for each at an address of its own, ends what is deleted.</summary>
public sealed class PodSimulator : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly ApiResource Nodes = new("", "v1", "nodes", "Node", Namespaced: false);

    private readonly KubernetesClient client;
    private readonly string ns;
    private readonly ObjectStore<ChildObject> store = new();
    private readonly WorkQueue queue;
    private readonly ConcurrentDictionary<string, SimulatedPod> running = new();
    private readonly ConcurrentDictionary<string, PodFate> fates = new();
    private readonly CancellationTokenSource stop = new();
    private Task loops = Task.CompletedTask;

    private PodSimulator(KubernetesClient client, string ns)
    {
        (this.client, this.ns) = (client, ns);
        queue = new WorkQueue("pods", TimeProvider.System, new Random(1), new OperatorMetrics());
        store.Changed += queue.Add;
    }

    /// <summary>Servers of a tier that run now.</summary>
    public IReadOnlyList<SimulatedPod> Of(string tier) => [.. running.Values.Where(pod => pod.Tier == tier).OrderBy(pod => pod.Name, StringComparer.Ordinal)];

    public int Count => store.All.Count();

    /// <summary>Whether ended Pods wait for data planes and open requests.</summary>
    public bool IsGraceful { get; set; } = true;

    /// <summary>Stands for the 15 s that a preStop hook leaves data planes to let go of a server.</summary>
    public TimeSpan Leave { get; set; } = TimeSpan.FromSeconds(2);

    public SimulatorOptions Shape { get; set; } = new() { Model = "", TimeToFirstToken = TimeSpan.FromMilliseconds(5), TokensPerSecond = 2000, OutputTokens = 8, MaxNumSeqs = 64, Capture = false };

    public static async Task<PodSimulator> StartAsync(KubernetesClient client, string ns)
    {
        var simulator = new PodSimulator(client, ns);
        await simulator.JoinAsync();
        var metrics = new OperatorMetrics();
        var reflector = new Reflector<ChildObject>(
            client, ApiResources.Pods, ChildJsonContext.Default.ChildObject, simulator.store, new ReflectorOptions { Namespace = ns }, TimeProvider.System, new Random(1), NullLogger.Instance, metrics);
        var controller = new Controller("pods", simulator.queue, simulator.ReconcileAsync, new ControllerOptions { Workers = 4 }, TimeProvider.System, NullLogger.Instance, metrics);
        simulator.loops = Task.WhenAll(reflector.RunAsync(simulator.stop.Token), controller.RunAsync(simulator.stop.Token), simulator.BeatAsync());
        return simulator;
    }

    /// <summary>For Pods of the tier that do not run yet.</summary>
    public void Let(string tier, PodFate fate)
    {
        fates[tier] = fate;
        foreach (var pod in store.All) queue.Add(pod.Key);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var pod in running.Values) await pod.Server.DisposeAsync();
        queue.Dispose();
        stop.Dispose();
    }

    /// <summary>After the namespace has gone.</summary>
    public Task LeaveAsync() => client.DeleteAsync(Nodes, null, ns, new DeleteOptions(), default);

    private async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellation)
    {
        if (store.Find(key) is not { Value: { } pod } stored)
        {
            if (running.TryRemove(key.Name, out var gone)) await gone.Server.DisposeAsync();
            return ReconcileResult.Done;
        }

        if (PodReading.IsEnding(pod.Body)) return await EndAsync(stored, cancellation);
        if (!PodReading.IsBound(pod.Body)) await BindAsync(key.Name, cancellation);
        else if (!PodReading.IsReady(pod.Body)) await RunAsync(key.Name, pod, cancellation);
        return ReconcileResult.Done;
    }

    private async Task RunAsync(string name, ChildObject pod, CancellationToken cancellation)
    {
        var fate = pod.Tier is { } of ? fates.GetValueOrDefault(of) : PodFate.Run;
        if (fate == PodFate.StaysPending) return;
        if (fate == PodFate.PullFails && PodReading.Waits(pod.Body)) return;
        var status = fate == PodFate.PullFails
            ? PodStatus.PullFails(PodReading.Image(pod.Body))
            : PodStatus.Ready(pod.Tier is { } tier ? await ServeAsync(name, tier, pod.Body, cancellation) : Ports.PodAddress());
        await client.MergePatchAsync(ApiResources.Pods, ns, name, status, cancellation, "kubelet", "status");
    }

    private async Task<string> ServeAsync(string name, string tier, JsonElement pod, CancellationToken cancellation)
    {
        if (running.TryGetValue(name, out var known)) return known.Address;
        var key = await client.FindAsync(ApiResources.Secrets, ns, ApiNames.VllmKeyOf(tier), cancellation);
        var address = Ports.PodAddress();
        var options = Shape with
        {
            Model = PodReading.Argument(pod, "--served-model-name"), Urls = $"http://{address}:8000",
            ApiKey = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)key!["data"]![ApiNames.VllmKeyEntry]!)),
        };
        running[name] = new SimulatedPod(name, tier, address, await Simulator.StartAsync(options, TimeProvider.System, cancellation));
        return address;
    }

    private async Task<ReconcileResult> EndAsync(StoredObject<ChildObject> pod, CancellationToken cancellation)
    {
        if (IsGraceful && running.TryGetValue(pod.Key.Name, out var known))
        {
            known.LeavesAt ??= TimeProvider.System.GetTimestamp();
            if (TimeProvider.System.GetElapsedTime(known.LeavesAt.Value) < Leave || known.Server.State is { Running: > 0 } or { Waiting: > 0 }) return ReconcileResult.After(Look);
        }

        if (running.TryRemove(pod.Key.Name, out var ended)) await ended.Server.DisposeAsync();
        await client.DeleteAsync(ApiResources.Pods, ns, pod.Key.Name, new DeleteOptions(pod.Uid, GracePeriodSeconds: 0), cancellation);
        return ReconcileResult.Done;
    }

    private Task BindAsync(string pod, CancellationToken cancellation) => client.CreateAsync(
        new ApiResource("", "v1", $"pods/{pod}/binding", "Binding"), ns,
        new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Binding", ["metadata"] = new JsonObject { ["name"] = pod }, ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = ns } },
        cancellation);

    /// <summary>A node of our own that no scheduler uses: what runs there is bound by us.</summary>
    private Task JoinAsync() => client.CreateAsync(Nodes, null, new JsonObject
    {
        ["apiVersion"] = "v1", ["kind"] = "Node", ["metadata"] = new JsonObject { ["name"] = ns }, ["spec"] = new JsonObject { ["unschedulable"] = true },
        ["status"] = new JsonObject { ["conditions"] = new JsonArray(Beat()) },
    }, default);

    /// <summary>A node that is not heard of takes its Pods' readiness along.</summary>
    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            try
            {
                await client.MergePatchAsync(Nodes, null, ns, new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray(Beat()) } }, stop.Token, "kubelet", "status");
            }
            catch (KubernetesException)
            {
                // The API server is away: the next beat may find it.
            }
        }
    }

    private static JsonObject Beat()
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return new JsonObject { ["type"] = "Ready", ["status"] = "True", ["reason"] = "KubeletReady", ["lastHeartbeatTime"] = now, ["lastTransitionTime"] = now };
    }
}
