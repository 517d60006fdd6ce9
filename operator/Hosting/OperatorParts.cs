using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Models;
using LlmRouting.Operator.Reconcilers.Policies;
using LlmRouting.Operator.Reconcilers.Rollouts;
using LlmRouting.Operator.Reconcilers.Schemas;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Events;
using LlmRouting.Operator.Runtime.Health;
using LlmRouting.Operator.Runtime.Leases;
using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Runtime.Queueing;

namespace LlmRouting.Operator.Hosting;

/// <summary>An operator put together: what watches, what serves, what writes.</summary>
internal sealed class OperatorParts : IDisposable
{
    private static readonly TimeSpan KeepEvidence = TimeSpan.FromHours(1);
    private static readonly TimeSpan Unread = TimeSpan.FromSeconds(1);

    private readonly Settling settling;
    private readonly HttpClient hub = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public OperatorParts(OperatorOptions options, KubernetesClient client, ILoggerFactory loggers, TimeProvider time, Random chance)
    {
        (Options, Client, Time, Chance) = (options, client, time, Next(chance));
        Gateways = GatewayTable.Of(options.Configuration, options.Namespace);
        Caches = new ClusterCaches(client, GatewayTable.Namespaces(Gateways), time, Next(chance), loggers, Metrics);
        Caches.Prepare();
        Election = new Election(client, Lease(options), time, Next(chance), loggers.CreateLogger<Election>(), Metrics);
        Events = new EventRecorder(client, options.Pod, time, loggers.CreateLogger<EventRecorder>(), Metrics);
        Certificate = new ServingCertificate(client, CertificateOptions(options), time, Next(chance), loggers.CreateLogger<ServingCertificate>());
        Books = new ReportBooks(new AcknowledgementBook(time, AcknowledgementBook.DefaultGrace), new HeldRequestsBook(time, HeldRequestsBook.DefaultValidity), new CanaryCounters(time, KeepEvidence));
        Publisher = new SnapshotPublisher(
            () => PublishedObjects.Of(Caches) with { RequestIdKeyOf = gateway => Certificate.Derive("request-ids/" + gateway) }, ReadableGateways, () => Election.LeaseTransitions, Publishers, time,
            loggers.CreateLogger<SnapshotPublisher>());
        Drain = new TierDrain(Publishers, Books.Acknowledgements, () => DrainingSet.Of(Caches), DrainOrder);
        Held = new HeldVersions(client, options.Namespace, $"{options.Service}-held-versions", loggers.CreateLogger<HeldVersions>());
        Identity = new PeerIdentity(client, options.Namespace, time, loggers.CreateLogger<PeerIdentity>());
        Schemas = new SchemaGuard(client, time, loggers.CreateLogger<SchemaGuard>());
        settling = new Settling(time);
        Queues = new Queues(time, chance, Metrics);
        Scaling = new ScalingParts(this, loggers, chance);
        // Before those who look at it.
        Election.Changed += settling.Begin;
        new Triggers(Caches, Queues, Publisher, Books.Acknowledgements, Books.Held, Election, Schemas).Connect();
        Publisher.Changed += new SecretEvents(Publisher, Caches, Events, MayWrite).Record;
        Certificate.Changed += Publisher.Signal;
        Publisher.Published += _ => Drain.Publish();
        Controllers = MakeControllers(loggers.CreateLogger<Controller>());
    }

    public OperatorOptions Options { get; }
    public KubernetesClient Client { get; }
    public TimeProvider Time { get; }

    /// <summary>For many threads.</summary>
    public Random Chance { get; }
    public OperatorMetrics Metrics { get; } = new();
    public Readiness Readiness { get; } = new();
    public IReadOnlyList<GatewayDefinition> Gateways { get; }
    public ClusterCaches Caches { get; }
    public Election Election { get; }
    public EventRecorder Events { get; }
    public ServingCertificate Certificate { get; }
    public GatewayPublishers Publishers { get; } = new();
    public SnapshotPublisher Publisher { get; }
    public ReportBooks Books { get; }
    public TierDrain Drain { get; }
    public HeldVersions Held { get; }
    public PeerIdentity Identity { get; }
    public SchemaGuard Schemas { get; }
    public Queues Queues { get; }
    public ScalingParts Scaling { get; }
    public IReadOnlyList<Controller> Controllers { get; }

    public void Dispose()
    {
        Queues.Dispose();
        Scaling.Dispose();
        Election.Dispose();
        hub.Dispose();
    }

    private IReadOnlyList<Controller> MakeControllers(ILogger logger)
    {
        var undeclared = new UndeclaredFields();
        Schemas.Changed += undeclared.Forget;
        var status = new StatusWriter(Client, new ConditionEvents(Events), undeclared);
        var replicas = new ReplicaWriter(Client);
        var tiers = new ModelTierReconciler(
            Caches, MayWrite, new TierDeletion(Client, Drain, settling, Time),
            new TierPreparation(Caches, Options.Configuration, new RevisionResolver(hub, Options.ModelHub), new TierKeys(Client, Caches), Options.ScalingUrl),
            new TierWriter(Client, Caches, new Applier(Client, Time), replicas), new TierObserver(Caches),
            at => Publisher.Verdicts.Find(at), new TierReports(Scaling.Gauges.Measure, Scaling.Trouble, new GaugeThrottle(Time)), Schemas, status, Time);
        var policies = new RoutingPolicyReconciler(Caches, MayWrite, new PolicyObserver(Publisher, Books.Acknowledgements, () => Gateways, Schemas, settling), settling, status, Time);
        var rollouts = new CanaryRolloutReconciler(Caches, MayWrite, new RolloutObserver(Publisher, Publishers, Schemas), new ObservedShare(Books.Canaries, new GaugeThrottle(Time)), status, Time);
        return
        [
            Make("modeltiers", Queues.Tiers, tiers.ReconcileAsync, IsToBeMade, logger),
            Make("routingpolicies", Queues.Policies, policies.ReconcileAsync, _ => true, logger),
            Make("canaryrollouts", Queues.Rollouts, rollouts.ReconcileAsync, _ => true, logger),
            Make("scaling", Queues.Scaling, Scaling.Reconciler.ReconcileAsync, _ => true, logger),
        ];
    }

    /// <summary>A tier that goes, or is gone, needs nothing but itself to be read: in a namespace that is deleted with it nothing else may be.</summary>
    private bool IsToBeMade(ObjectKey tier) => Caches.Tiers.Find(tier) is { DeletionTimestamp: null };

    /// <summary>Writes end with the term they were begun in, and wait for what has not been read: a Deployment that seems to be missing would be made anew.</summary>
    /// <param name="mustBeRead">Whether everything in the key's namespace must have been, for it.</param>
    private Controller Make(string name, WorkQueue queue, Func<ObjectKey, CancellationToken, Task<ReconcileResult>> reconcile, Func<ObjectKey, bool> mustBeRead, ILogger logger)
    {
        return new Controller(name, queue, InTermAsync, new ControllerOptions { Workers = 8 }, Time, logger, Metrics);

        async Task<ReconcileResult> InTermAsync(ObjectKey key, CancellationToken cancellation)
        {
            if (Caches.IsUnknown(key.Namespace) && mustBeRead(key)) return ReconcileResult.After(Unread);
            var ended = Election.Term;
            using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ended);
            try
            {
                return Election.IsLeader ? await reconcile(key, term.Token) : ReconcileResult.Done;
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                // Whoever leads next looks at everything.
                return ReconcileResult.Done;
            }
        }
    }

    private IReadOnlyList<GatewayDefinition> ReadableGateways() =>
        [.. Gateways.Select(gateway => gateway.Namespaces is { Count: > 0 } served && served.All(Caches.IsUnknown) ? gateway with { IsReadable = false } : gateway)];

    private bool MayWrite() => Election.IsLeader;

    private FrameOrder DrainOrder() => new(Election.LeaseTransitions, Math.Max(Caches.Tiers.NewestResourceVersion ?? 0, Caches.Deployments.NewestResourceVersion ?? 0));

    private static ElectionOptions Lease(OperatorOptions options) =>
        new() { Namespace = options.Namespace, Name = options.Service, Identity = HolderIdentity.Of(options.Pod, options.Authority) };

    private static ServingCertificateOptions CertificateOptions(OperatorOptions options) => new()
    {
        Namespace = options.Namespace,
        SecretName = $"{options.Service}-tls",
        DnsNames = ServingCertificateOptions.NamesOf(options.Service, options.Namespace),
        Bundles = [new BundleTarget(options.Namespace, $"{options.Service}-ca")],
    };

    private static Random Next(Random chance) => new(chance.Next());
}
