using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Vllm;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Observing;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Caches;
using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Scaling;
using LlmRouting.Operator.Tests.Kubernetes;
using LlmRouting.Operator.Tests.Reconcilers;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Scaling;

/// <summary>Caches with one tier, default/small, as a test puts it, and what scaling makes of them.</summary>
internal sealed class ScaledTier
{
    public const string Key = "default/small";
    public static readonly ObjectKey ObjectKey = new("default", "small");
    private int version = 100;

    public ScaledTier(ScriptedApi api)
    {
        Client = api.Client();
        Caches = new ClusterCaches(Client, null, Time, new Random(1), NullLoggerFactory.Instance, new OperatorMetrics());
        Tiers = new ServedTiers(Caches);
        Book = new LoadBook(Time);
        Loads = new TierLoads(Tiers, Book, Caches, _ => Held);
        Put(new AutoscalingSpec { MinReplicas = 1, MaxReplicas = 8 });
    }

    public ManualTime Time { get; } = new();
    public Operator.Kubernetes.KubernetesClient Client { get; }
    public ClusterCaches Caches { get; }
    public ServedTiers Tiers { get; }
    public LoadBook Book { get; }
    public TierLoads Loads { get; }
    public ModelTier Tier { get; private set; } = null!;

    /// <summary>Null: this replica is a standby.</summary>
    public int? Held { get; set; } = 0;

    /// <summary>maxNumSeqs is 100, so Demand's target is 70 a replica.</summary>
    public void Put(AutoscalingSpec? scaling, string? warmup = null)
    {
        var tier = Objects.Tier();
        Tier = tier with { Spec = tier.Spec with { Autoscaling = scaling, Vllm = tier.Spec.Vllm! with { MaxNumSeqs = 100 }, Warmup = warmup is null ? null : new WarmupSpec { Interval = warmup } } };
        Caches.Tiers.Put(new StoredObject<ModelTier>(ObjectKey, Tier.Metadata.Uid!, Version(), 1, Tier, null), null);
    }

    public void Deployment(int replicas, string? mark = null, int ready = 0)
    {
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "small", ["annotations"] = mark is null ? new JsonObject() : new JsonObject { [SleepMark.Annotation] = mark } },
            ["spec"] = new JsonObject { ["replicas"] = replicas },
            ["status"] = new JsonObject { ["readyReplicas"] = ready },
        };
        Caches.Deployments.Put(new StoredObject<ChildObject>(ObjectKey, "uid-d", Version(), 1, new ChildObject("small", JsonElement.Parse(body.ToJsonString())), null), null);
    }

    public void Servers(params string[] ready) => Servers(ready, []);

    public void Servers(IEnumerable<string> ready, IEnumerable<string> ending, int port = 8000, params IEnumerable<string> unready)
    {
        var slice = new EndpointSlice
        {
            ApiVersion = "discovery.k8s.io/v1", Kind = "EndpointSlice",
            Metadata = new ObjectMeta { Name = "small-1", Namespace = "default", Labels = new Dictionary<string, string> { [ApiNames.TierLabel] = "small", [ApiNames.ServiceLabel] = "small" } },
            Ports = [new SlicePort { Port = port }],
            Endpoints =
            [
                .. ready.Select(address => new SliceEndpoint { Addresses = [address], Conditions = new SliceConditions { Ready = true, Serving = true, Terminating = false } }),
                .. ending.Select(address => new SliceEndpoint { Addresses = [address], Conditions = new SliceConditions { Ready = false, Serving = true, Terminating = true } }),
                .. unready.Select(address => new SliceEndpoint { Addresses = [address], Conditions = new SliceConditions { Ready = false, Serving = false, Terminating = false } }),
            ],
        };
        Caches.EndpointSlices.Put(new StoredObject<EndpointSlice>(new ObjectKey("default", "small-1"), "uid-s", Version(), 1, slice, null), null);
    }

    /// <summary>A pod at that address whose vLLM has come through its startup probe, or not yet.</summary>
    public void Pod(string address, bool started)
    {
        var pod = new TierPod("small", new PodView($"small-{address}", false, false, [address], null, started));
        Caches.Pods.Put(new StoredObject<TierPod>(new ObjectKey("default", pod.View.Name), $"uid-{address}", Version(), 0, pod, null), null);
    }

    public void VllmKey(string key) => Caches.Secrets.Put(new StoredObject<Secret>(new ObjectKey("default", "small-vllm-key"), "uid-k", Version(), 1, new Secret
    {
        ApiVersion = "v1", Kind = "Secret",
        Metadata = new ObjectMeta { Name = "small-vllm-key", Namespace = "default", Labels = new Dictionary<string, string> { [ApiNames.SecretLabel] = ApiNames.VllmKeySecret } },
        Data = new Dictionary<string, string> { [ApiNames.VllmKeyEntry] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key)) },
    }, null), null);

    public void Says(string address, int running, int waiting, double cache = 0, double finished = 0) =>
        Book.Take(Key, $"http://{address}:8000", new VllmReading(new QueueReading(running, waiting, cache), finished, null));

    public TierLoad Load => Loads.Find(Key)!;

    private string Version() => $"{++version}";
}
