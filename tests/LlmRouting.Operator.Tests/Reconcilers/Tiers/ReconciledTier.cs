using System.Net;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Configuration;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Models;
using LlmRouting.Operator.Reconcilers.Schemas;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Caches;
using LlmRouting.Operator.Runtime.Events;
using LlmRouting.Operator.Runtime.Leases;
using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Runtime.Queueing;
using LlmRouting.TestKit;
using LlmRouting.TestKit.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Reconcilers.Tiers;

/// <summary>Tier default/small, held already, and its reconciler over an API server. Caches see what happened when a test says so, kind by kind.</summary>
internal sealed class ReconciledTier : IAsyncDisposable
{
    public const string Namespace = "default";
    public const string Name = "small";
    public static readonly ObjectKey Key = new(Namespace, Name);

    private static readonly string Crd = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "crds", "modeltiers.yaml"));
    private readonly HttpClient hub;

    private ReconciledTier(FakeApiServer server)
    {
        Server = server;
        hub = new HttpClient(Hub);
        Client = KubernetesClient.Create(new KubernetesConnection { Server = server.Url }, TimeProvider.System, new Random(1));
        Caches = new ClusterCaches(Client, null, Time, new Random(1), NullLoggerFactory.Instance, new OperatorMetrics());
        Restart();
    }

    public FakeApiServer Server { get; }
    public KubernetesClient Client { get; }
    public ClusterCaches Caches { get; }
    public ManualTime Time { get; } = new();
    public ScriptedHub Hub { get; } = new();

    /// <summary>Null: nothing is looked up, from the next <see cref="Restart"/> on.</summary>
    public Uri? HubUrl { get; set; } = new("http://hub.invalid");

    public TierGauges? Gauges { get; set; }

    /// <summary>What the compilation says about the tier.</summary>
    public IReadOnlyList<ObjectProblem> Judged { get; set; } = [];

    public AcknowledgementBook Book { get; private set; } = null!;
    public GatewayPublishers Publishers { get; private set; } = null!;
    public TierDrain Drain { get; private set; } = null!;
    public ModelTierReconciler Reconciler { get; private set; } = null!;

    public static async Task<ReconciledTier> StartAsync(string more = "")
    {
        var test = new ReconciledTier(await FakeApiServer.StartAsync(new FakeApiServerOptions { Crds = [Crd] }));
        test.Server.Objects.Add($$$"""
            apiVersion: llmrouting.dev/v1alpha1
            kind: ModelTier
            metadata: {name: small, finalizers: [llmrouting.dev/drain]}
            spec:
              model: {uri: "hf://Qwen/Qwen3-4B", name: qwen}
              gpu: {class: l4}
              vllm: {version: 0.11.2}
            {{{(more.Length == 0 ? "" : "  " + more)}}}
            """);
        await test.SeeAsync();
        return test;
    }

    /// <summary>As another process: nothing is remembered.</summary>
    public void Restart()
    {
        Book = new AcknowledgementBook(Time, AcknowledgementBook.DefaultGrace);
        Publishers = new GatewayPublishers();
        Drain = new TierDrain(Publishers, Book, () => DrainingSet.Of(Caches), () => new FrameOrder(0, 1));
        var metrics = new OperatorMetrics();
        var status = new StatusWriter(Client, new ConditionEvents(new EventRecorder(Client, "op-0", Time, NullLogger.Instance, metrics)), new UndeclaredFields());
        var replicas = new ReplicaWriter(Client);
        Reconciler = new ModelTierReconciler(
            Caches, () => true, new TierDeletion(Client, Drain, new Settling(Time), Time),
            new TierPreparation(Caches, new OperatorConfiguration(), new RevisionResolver(hub, HubUrl), new TierKeys(Client, Caches), null),
            new TierWriter(Client, Caches, new Applier(Client, Time), replicas), new TierObserver(Caches), _ => new Verdict { Generation = long.MaxValue, Problems = Judged },
            new TierReports(_ => Gauges, _ => null, new GaugeThrottle(Time)), new SchemaGuard(Client, Time, NullLogger<SchemaGuard>.Instance), status, Time);
    }

    public Task<ReconcileResult> ReconcileAsync() => Reconciler.ReconcileAsync(Key, default);

    /// <summary>Reconciles until nothing is written any more.</summary>
    public async Task SettleAsync()
    {
        for (ulong before = 0; before != Server.Objects.Version;)
        {
            before = Server.Objects.Version;
            await ReconcileAsync();
            await SeeAsync();
        }
    }

    /// <summary>Caches catch up with everything.</summary>
    public async Task SeeAsync()
    {
        await SeeTierAsync();
        await SeeAsync(ApiResources.Secrets, ApiJsonContext.Default.Secret, Caches.Secrets, ApiNames.SecretLabel);
        await SeeChildrenAsync();
    }

    public Task SeeTierAsync() => SeeAsync(OurResources.ModelTiers, ApiJsonContext.Default.ModelTier, Caches.Tiers);

    public async Task SeeChildrenAsync()
    {
        foreach (var kind in new[] { ApiResources.Deployments, ApiResources.Services, ApiResources.HorizontalPodAutoscalers, ApiResources.PodDisruptionBudgets, ApiResources.PersistentVolumeClaims })
            await SeeAsync(kind, ChildJsonContext.Default.ChildObject, Caches.ChildrenOf(kind)!, ApiNames.TierLabel);
    }

    /// <summary>The tier as an operator sees it that does not know a word in it.</summary>
    public void CannotRead()
    {
        var stored = Caches.Tiers.Find(Key)!;
        Caches.Tiers.Put(stored with { Value = null, Fault = "spec.gpu.class: unknown word" }, null);
    }

    public JsonObject Tier => Find("modeltiers.llmrouting.dev")!;

    public JsonObject Deployment => Find("deployments.apps")!;

    public string Template => Deployment["spec"]!["template"]!.ToJsonString();

    public JsonObject? Find(string resource, string name = Name) => Server.Objects.Find(resource, Namespace, name);

    public Condition Ready => Condition("Ready");

    public Condition Progressing => Condition("Progressing");

    public async ValueTask DisposeAsync()
    {
        hub.Dispose();
        Client.Dispose();
        await Server.DisposeAsync();
    }

    private Condition Condition(string type) => Objects.Of(Caches.Tiers.Find(Key)!.Value!.Status!.Conditions, type);

    private async Task SeeAsync<T>(ApiResource resource, JsonTypeInfo<T> type, ObjectStore<T> store, string? label = null)
        where T : class
    {
        var list = await Client.ListAsync(resource, null, new StoredObjectDecoder<T>(type).Decode, new ListOptions { LabelSelector = label }, default);
        store.Replace(null, list.Items, list.ResourceVersion);
    }

    /// <summary>A model hub that answers in turn, its last answer for ever.</summary>
    internal sealed class ScriptedHub : HttpMessageHandler
    {
        public const string First = "1111111111111111111111111111111111111111";

        /// <summary>A commit; null: 429.</summary>
        public string? Commit { get; set; } = First;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) => Task.FromResult(Commit is { } commit
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(new JsonObject { ["sha"] = commit }.ToJsonString()) }
            : new HttpResponseMessage(HttpStatusCode.TooManyRequests));
    }
}
